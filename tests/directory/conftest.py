"""The fixtures that tests of this folder share."""

from tests.factories.accounts import account

__all__ = ["account"]
