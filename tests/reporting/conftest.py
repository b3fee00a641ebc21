import pytest

from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Role
from guihua.reporting.actions import facts

BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def office(programme, client):
    """The office's browser, signed in, with the facts up to date."""
    facts.refresh(programme)
    user = users.register("suwanqing", name="苏婉清", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(user, Role.OFFICE, programme, by=audit.SYSTEM)
    client.force_login(user, backend=BACKEND)
    return client
