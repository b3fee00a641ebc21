"""The fixtures that tests of this folder share."""

from tests.factories.accounts import account, later, sign_in
from tests.factories.everybody import everybody

__all__ = ["account", "everybody", "later", "sign_in"]
