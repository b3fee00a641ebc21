"""The `guihua` command: one word a deed."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches

from guihua.config import home, promises

GROUPS: dict[str, dict[str, str]] = {
    "准备 Prepare": {"init": "init", "demo": "demo", "upgrade": "upgrade"},
    "运行 Run": {"serve": "serve", "worker": "worker"},
    "数据 Records": {"import": "import_file", "report": "report", "facts": "facts", "export": "export"},
    "核对 Check": {
        "verify-audit": "verify_audit",
        "check-integrity": "check_integrity",
        "permission-matrix": "permission_matrix",
        "search-texts": "search_texts",
    },
    "保管 Keep": {"backup": "backup", "restore": "restore", "keys": "keys"},
    "账号 Accounts": {"reset-factor": "reset_factor"},
}
COMMANDS = {name: command for group in GROUPS.values() for name, command in group.items()}
MAKE_KEYS = {"init", "demo"}
HELP = {"--help", "-h"}
WITHOUT_KEYS = {"help", *HELP}


def main(argv: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    name = words[0] if words else "help"
    if name in WITHOUT_KEYS:
        print(listing())
        return 0
    if name not in COMMANDS:
        print(f"{_unknown(name)}\n\n{listing()}", file=sys.stderr)
        return 2
    if wrong := promises.not_there_yet(os.environ):
        print(*wrong, sep="\n", file=sys.stderr)
        return 2
    if wrong := promises.misspelt(os.environ):
        print(*wrong, sep="\n", file=sys.stderr)
        return 1
    for idle in promises.without_effect(
        os.environ, is_demonstration=name == "demo" or home.demonstration() is not None
    ):
        print(idle, file=sys.stderr)
    return _run(name, COMMANDS[name], words[1:])


def _unknown(name: str) -> str:
    close = get_close_matches(name, COMMANDS, n=1)
    meant, perhaps = (f"，是不是 {close[0]}？", f", perhaps {close[0]}?") if close else ("", "")
    return f"没有 {name} 这个命令{meant} / there is no command {name}{perhaps}"


def _run(name: str, command: str, words: list[str]) -> int:
    if name in MAKE_KEYS and not HELP & set(words):
        home.home().mkdir(parents=True, exist_ok=True, mode=0o700)
        home.make_missing_keys()
    if not (home.keys().are_complete or HELP & set(words)):
        print(
            "没有密钥：请先运行 guihua init（恢复备份时放回当时的 keys 文件夹），或设好 GUIHUA_SECRET_KEY 和 GUIHUA_FIELD_KEYS。",
            file=sys.stderr,
        )
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guihua.config.settings")
    from guihua.config import commands  # after the settings have a name

    return commands.run(name, command, words)


def listing() -> str:
    lines = ["guihua COMMAND …"]
    for group, commands in GROUPS.items():
        lines += ["", group]
        lines += [f"  {name}" for name in commands]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
