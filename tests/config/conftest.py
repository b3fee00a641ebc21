"""The fixtures that tests of this folder share."""

import pytest

from tests.factories.accounts import account, later, sign_in

__all__ = ["account", "later", "sign_in"]


@pytest.fixture(autouse=True)
def logging_as_it_was(settings):
    """A command sets logging up anew, onto the stream that its test captures; later tests would write into it closed."""
    settings.LOGGING_CONFIG = None
