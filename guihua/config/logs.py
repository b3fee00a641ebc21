"""Structured logs: one JSON line an event, without anything that names a person.

Whatever library speaks, its line passes `own_words_only`: of a request it says what `core.requests` says, and of an
error its kind and its places in the code, never its message, in which databases and parsers quote what they were given.
"""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from typing import Any

import structlog

PACKAGE = Path(__file__).resolve().parent.parent
MOST_PLACES = 12


def places(error: BaseException) -> list[str]:
    """Where an error came from, the innermost last: file:line function."""
    frames = traceback.extract_tb(error.__traceback__)[-MOST_PLACES:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def own_words_only(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    record: logging.LogRecord | None = event.get("_record")
    if record is not None and (request := getattr(record, "request", None)) is not None:
        from guihua.core.requests import described

        event |= {"event": record.name, "request": described(request), "code": getattr(record, "status_code", None)}
    exc_info = event.pop("exc_info", None)
    if exc_info:
        event |= _error(exc_info)
    for name in ("stack_info", "exc_text", "exception"):
        event.pop(name, None)
    return event


def _error(exc_info: Any) -> dict[str, Any]:
    error = exc_info[1] if isinstance(exc_info, tuple) else exc_info
    if not isinstance(error, BaseException):
        return {}
    chain = {"error": type(error).__name__, "places": places(error)}
    cause = error.__cause__ or error.__context__
    return chain | ({"because": type(cause).__name__} if cause else {})


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(PACKAGE.parent)) if path.is_relative_to(PACKAGE) else "/".join(path.parts[-3:])


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]

structlog.configure(
    processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
)

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": SHARED,
            "processors": [
                own_words_only,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers would write and mail the same once more, in their own words
    "loggers": {name: {"handlers": [], "propagate": True} for name in ("django", "django.server", "axes")}
    | {"django.request": {"level": "ERROR"}},  # what it says of 4xx, the line of the request says too
}
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # it would believe any X-Forwarded-For
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.WARNING
