"""The server is killed right after it has said that a session is saved: the session is there, whole, and stays one."""

import os
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.commissioning.test_papers import photo
from tests.processes.deployments import Deployment, database_of_its_own
from tests.processes.serving import Serving, Visitor

# a real server: on SQLite in the full run only, and once more on PostgreSQL
pytestmark = [] if os.environ.get("DATABASE_URL", "").startswith("postgres") else [pytest.mark.slow]
COUNTED = ["delivery_session", "delivery_attendance", "delivery_sessionphoto", "directory_person"]


@pytest.fixture
def deployment(tmp_path):
    with database_of_its_own("guihua_killed_server") as database:
        (tmp_path / "home").mkdir()
        made = Deployment(tmp_path / "home", database)
        made.prepare(tmp_path)
        yield made


def tea(sent_as):
    """A fireside tea with somebody new, twelve unnamed and a photo."""
    said = {"sent_as": sent_as, "form": "group", "activity": "围炉茶话", "day": "2022-05-06", "starts_at": "14:30"}
    said |= {"minutes": "90", "head_count": "12", "new_name": "何敏", "new_phone": "13700137001", "new_part": "served"}
    return said | {"deed": "save", "photos": SimpleUploadedFile("茶话.jpg", photo())}


def test_a_session_that_was_saved_is_there_after_the_server_was_killed(deployment):
    code, form = deployment.ran("tests.processes.staffing")
    assert code == 0, form
    entry = str(uuid4())
    with Serving(deployment) as server:
        chenjing = Visitor(server)
        chenjing.sign_in("chenjing")
        status, saved, _page = chenjing.send(form.strip(), tea(entry))
        server.kill()
    assert (status, bool(re.fullmatch(r"/record/\d+/saved/", saved))) == (302, True)
    there = dict(zip(COUNTED, [1, 2, 1, 1], strict=True))
    assert deployment.rows(*COUNTED) == there
    with Serving(deployment) as again:
        chenjing.goes_to(again)
        status, _led, page = chenjing.get(saved)
        assert (status, "围炉茶话" in page) == (200, True)
        picture = deployment.asked("SELECT id FROM delivery_sessionphoto")
        assert chenjing.get(f"/record/photos/{picture}/")[0] == 200
        assert chenjing.send(form.strip(), tea(entry))[:2] == (302, saved)
    assert deployment.rows(*COUNTED) == there
    assert deployment.guihua("verify-audit")[0] == 0
