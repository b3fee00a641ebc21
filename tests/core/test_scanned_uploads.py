"""Where the deployment names a scanner, no file is kept that it calls harmful, and none while it does not answer."""

import socketserver
import threading

import pytest

from guihua.core.uploads import kinds, scanning

PDF = b"%PDF-1.7\n" + b"a contract " * 300_000
HARMFUL = b"%PDF-1.7\n" + b"as if it were harmful"
REFUSED = "检查病毒的程序说这份文件可能有害，所以没有收下。请换一份；弄不清楚，请告诉系统管理员。"
SILENT = "检查病毒的程序现在没有回应，所以没有收下这份文件。过一会儿再传；还是不行，请告诉系统管理员。"


class Daemon(socketserver.StreamRequestHandler):
    """Reads as clamd does: a command, then parts with their length before each, an empty one at the end."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := int.from_bytes(self.rfile.read(4)):
            content += self.rfile.read(size)
        self.server.seen.append(content)
        self.wfile.write(b"stream: Invented.Test FOUND\0" if content == HARMFUL else b"stream: OK\0")


@pytest.fixture(params=["socket", "port"])
def scanner(request, settings, tmp_path):
    kind = socketserver.ThreadingUnixStreamServer if request.param == "socket" else socketserver.ThreadingTCPServer
    path = str(tmp_path / "clamd")
    with kind(path if request.param == "socket" else ("127.0.0.1", 0), Daemon) as server:
        server.seen = []
        settings.GUIHUA_CLAMD = path if request.param == "socket" else f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()


def test_a_harmless_file_is_shown_whole_to_the_scanner_and_taken(scanner):
    assert kinds.kind_of(PDF, "合同.pdf").suffix == ".pdf"
    assert scanner.seen == [PDF]


def test_a_harmful_one_is_refused_in_words(scanner):
    with pytest.raises(kinds.NotTaken, match=f"^{REFUSED}$"):
        kinds.kind_of(HARMFUL, "合同.pdf")


def test_while_the_scanner_does_not_answer_nothing_is_taken(settings, tmp_path):
    settings.GUIHUA_CLAMD = str(tmp_path / "nobody")
    with pytest.raises(kinds.NotTaken, match=f"^{SILENT}$"):
        kinds.kind_of(PDF, "合同.pdf")


def test_without_a_scanner_nothing_is_asked(settings):
    assert (settings.GUIHUA_CLAMD, scanning.why_not_take(HARMFUL)) == ("", "")
