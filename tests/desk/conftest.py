import pytest

from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Role


@pytest.fixture
def office(client, programme):
    """A browser in which 苏婉清 of the office is signed in."""
    user = users.register("suwanqing", name="苏婉清", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(user, Role.OFFICE, programme, by=audit.SYSTEM)
    client.force_login(user, backend="guihua.directory.signing_in.UsernameOrPhone")
    return client
