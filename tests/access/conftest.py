"""The fixtures that tests of this folder share."""

import io
import logging
import logging.config
from copy import deepcopy

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.access.canaries import HIDDEN, ORDINARY, ORDINARY_NAME, canaries_in
from tests.factories import programmes
from tests.factories.accounts import account, later, sign_in
from tests.factories.factors import app_of, half_minutes

__all__ = ["account", "app_of", "half_minutes", "later", "sign_in"]


@pytest.fixture
def logged():
    """Everything that anything logs, at every level, as the product's own handler writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    made = logging.config.DictConfigurator(settings.LOGGING)
    handler.setFormatter(made.configure_formatter(deepcopy(settings.LOGGING["formatters"]["json"])))
    heard = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    levels = [(logger, logger.level, logger.disabled) for logger in heard]
    for logger in heard:
        logger.setLevel(logging.DEBUG)
        logger.disabled = False
    logging.root.addHandler(handler)
    yield stream
    logging.root.removeHandler(handler)
    for logger, level, disabled in levels:
        logger.setLevel(level)
        logger.disabled = disabled


@pytest.fixture
def told(everybody, tmp_path, logged, capsys):
    """The canaries, brought in by the command that users have."""
    rows = [
        programmes.row("GC-2", "K1", 活动名称="访谈", 服务形式="个案", **programmes.served(*HIDDEN)),
        programmes.row("GC-1", "K2", **programmes.served(ORDINARY_NAME, *ORDINARY)),
    ]
    file = programmes.write(tmp_path / "canaries.csv", [programmes.ATTENDANCE_COLUMNS, *rows])
    call_command("import_file", "attendance", file, subdistrict="440605011")
    assert canaries_in("".join(capsys.readouterr())) == []
    return everybody
