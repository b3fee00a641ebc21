"""A command as somebody types it: what goes wrong is told in a sentence on standard error, never as a traceback or a class.

Exit codes: 0 done, 1 refused, 2 typed in a way that no command takes (or that is not there yet), 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

import django
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand, CommandError, SystemCheckError
from django.db import DatabaseError, connections
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core.refusal import Refused
from guihua.core.wording import listed

REFUSED, MISTYPED, STOPPED = 1, 2, 130
DJANGO = {"--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color"}
"""Options that Django gives every command; they work, and are not worth a line of help."""
SLIPS = [
    (r"the following arguments are required: (?P<what>.+)", gettext_lazy("还缺：%(what)s。")),
    (
        r"argument (?P<what>.+?): invalid choice: (?P<said>.+?) \(choose from (?P<known>.+)\)",
        gettext_lazy("%(what)s 不能是 %(said)s，可以是：%(known)s。"),
    ),
    (
        r"argument (?P<what>.+?): invalid int value: (?P<said>.+)",
        gettext_lazy("%(what)s 要写成整数，不能是 %(said)s。"),
    ),
    (r"argument (?P<what>.+?): expected one argument", gettext_lazy("%(what)s 后面要写一个值。")),
    (
        r"argument (?P<what>.+?): ignored explicit argument (?P<said>.+)",
        gettext_lazy("%(what)s 后面不能写值：%(said)s。"),
    ),
    (r"unrecognized arguments: (?P<said>.+)", gettext_lazy("不认识：%(said)s。")),
    (
        r"ambiguous option: (?P<said>.+?) could match (?P<known>.+)",
        gettext_lazy("%(said)s 不完整，可以是：%(known)s。"),
    ),
]
"""What argparse says, and what a slip is called here."""


def run(name: str, command: str, words: Sequence[str]) -> int:
    """Runs the command that is typed as `name`; returns the exit code."""
    django.setup()
    one = load_command_class(get_commands()[command], command)
    one.suppressed_base_arguments = DJANGO
    parser = one.create_parser("guihua", name)
    try:
        options = vars(parser.parse_args(list(words)))
    except CommandError as slip:
        return _say(MISTYPED, told(str(slip).removeprefix("Error: ")), _usage(parser))
    try:
        return _execute(one, options)
    finally:
        connections.close_all()


def _execute(one: BaseCommand, options: dict[str, Any]) -> int:
    try:
        one.execute(*options.pop("args", ()), **options)
    except SystemCheckError as wrong:
        return _say(REFUSED, str(wrong))
    except CommandError as refused:
        return _say(refused.returncode, str(refused))
    except Refused as refused:
        return _say(REFUSED, refused.sentence)
    except DatabaseError as broken:
        return _say(REFUSED, _("数据库用不了（%(kind)s）。") % {"kind": type(broken).__name__}, _prepare())
    except KeyboardInterrupt:
        return _say(STOPPED, _("已中断。"))
    return 0


def told(slip: str) -> str:
    """A slip in the words typed, in a sentence of ours; as argparse says it where it is a rare one."""
    for pattern, sentence in SLIPS:
        if found := re.fullmatch(pattern, slip):
            return str(sentence) % {name: _listed(said) for name, said in found.groupdict().items()}
    return slip


def _listed(said: str) -> str:
    return listed(said.replace("'", "").split(", "))


def _usage(parser: ArgumentParser) -> str:
    shown = " ".join(parser.format_usage().split()).removeprefix("usage: ")
    return _("写法：%(usage)s") % {"usage": shown.replace("[-h] ", "").replace(" [--skip-checks]", "")}


def _prepare() -> str:
    return _("新的数据库先运行 guihua init；已经在用的，请看 DATABASE_URL 对不对、数据库有没有开着。")


def _say(code: int, *sentences: str) -> int:
    print(*sentences, sep="\n", file=sys.stderr)
    return code
