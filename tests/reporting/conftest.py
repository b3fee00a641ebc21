import pytest

from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Role, Subdistrict
from guihua.reporting.actions import facts
from tests.factories import chance, laid_out

BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture(scope="session")
def by_chance_kept(guicheng_kept, django_db_blocker, tmp_path_factory):
    def make(folder):
        place = Subdistrict.objects.get()
        chance.fill(place, folder, 7)
        facts.refresh(place)
        return place

    with django_db_blocker.unblock():
        return laid_out.kept(make, tmp_path_factory.mktemp("by_chance"), on=guicheng_kept)


@pytest.fixture
def by_chance(by_chance_kept, guicheng, tmp_path):
    """A programme that nobody has thought out, with its facts."""
    return by_chance_kept.lay_out(tmp_path)


@pytest.fixture
def office(counted, client):
    """The office's browser, signed in, with the facts up to date."""
    user = users.register("suwanqing", name="苏婉清", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(user, Role.OFFICE, counted, by=audit.SYSTEM)
    client.force_login(user, backend=BACKEND)
    return client
