"""Two who do something at the same moment, on PostgreSQL: the first has not committed when the second begins."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from tests.factories.at_once import PATIENCE, at_work, until_somebody_waits


def both(
    first: Callable[[], Any], second: Callable[[], Any], *, pausing: tuple[Any, str], monkeypatch: Any
) -> tuple[list[BaseException], list[BaseException]]:
    """What each raised. The first to come to a function (module and name) waits there until the other waits or is done."""
    module, name = pausing
    usual = getattr(module, name)
    has_come, may_go, is_over = threading.Event(), threading.Event(), threading.Event()
    came: list[bool] = []

    def slowly(*given: Any, **more: Any) -> Any:
        if not came:
            came.append(True)
            has_come.set()
            assert may_go.wait(PATIENCE)
        return usual(*given, **more)

    def follow() -> None:
        try:
            second()
        finally:
            is_over.set()

    monkeypatch.setattr(module, name, slowly)
    with at_work(first) as one:
        assert has_come.wait(PATIENCE)
        with at_work(follow) as two:
            until_somebody_waits(or_it=is_over.is_set)
            may_go.set()
    return one, two
