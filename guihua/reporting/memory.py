"""Answers that never change, because a generation never does. The ones not asked for longest are forgotten."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Any

MOST = 4096


class Memory:
    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: Hashable, find: Callable[[], Any]) -> Any:
        """What was found for `key`; found now where it is not known. Who asks meanwhile waits, and does not find it again.

        What is raised while finding is raised to all who wait, and not remembered.
        """
        with self._lock:
            answer = self._kept.get(key)
            is_first = answer is None
            if answer is None:
                answer = self._kept[key] = Future()
            self._kept.move_to_end(key)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        if is_first:
            self._find(key, answer, find)
        return answer.result()

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()

    def _find(self, key: Hashable, answer: Future[Any], find: Callable[[], Any]) -> None:
        try:
            answer.set_result(find())
        except BaseException as failed:
            with self._lock:
                self._kept.pop(key, None)
            answer.set_exception(failed)


answers = Memory(MOST)
