"""An upgrade brings a database of any age up to date, and does nothing where it is."""

import os

import pytest

from tests.processes.deployments import Deployment, database_of_its_own

pytestmark = [] if os.environ.get("DATABASE_URL", "").startswith("postgres") else [pytest.mark.slow]


def test_an_upgrade_runs_once(tmp_path):
    with database_of_its_own("guihua_upgrading") as database:
        (tmp_path / "home").mkdir()
        house = Deployment(tmp_path / "home", database)
        house.prepare(tmp_path)
        house.environment["DJANGO_SETTINGS_MODULE"] = "guihua.config.settings"
        assert house.guihua("upgrade") == (0, "数据库已经是这个版本的了。\n")
        assert house.ran("django", "migrate", "desk", "zero")[0] == 0
        before = house.rows("delivery_session", "core_auditrow")
        code, said = house.guihua("upgrade")
        assert (code, said.startswith("升级好了："), house.rows("delivery_session", "core_auditrow")) == (
            0,
            True,
            before,
        )
        assert house.guihua("upgrade") == (0, "数据库已经是这个版本的了。\n")
