"""The fixtures that tests of this folder share."""

from tests.factories.accounts import account, later, sign_in
from tests.factories.factors import app_of, half_minutes

__all__ = ["account", "app_of", "half_minutes", "later", "sign_in"]
