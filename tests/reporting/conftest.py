import pytest

from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Role

BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def office(counted, client):
    """The office's browser, signed in, with the facts up to date."""
    user = users.register("suwanqing", name="苏婉清", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(user, Role.OFFICE, counted, by=audit.SYSTEM)
    client.force_login(user, backend=BACKEND)
    return client
