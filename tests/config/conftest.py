"""The fixtures that tests of this folder share."""

from tests.factories.accounts import account, later, sign_in

__all__ = ["account", "later", "sign_in"]
