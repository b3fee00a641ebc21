"""The fixtures that tests of this folder share."""

from tests.factories.accounts import account, sign_in

__all__ = ["account", "sign_in"]
