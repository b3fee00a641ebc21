"""Where the deployment names a scanner, no file is kept that it calls harmful, and none while it does not answer."""

import socketserver
import threading
from pathlib import Path

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import get_resolver

from guihua.core import uploads
from guihua.core.uploads import scanning
from guihua.delivery.photo_forms import photos_field

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


class Paper(forms.Form):
    file = uploads.UploadField(most_bytes=4 << 20, error_messages={"too_large": "文件超过 %(n)d MB。"})


def said_of(content):
    """What a form says at its field of a file that was sent to it."""
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("合同.pdf", content)})
    form = Paper(None, request.FILES)
    errors = form.errors.get("file", [])
    request.close()
    return errors


def test_a_harmless_file_is_shown_whole_to_the_scanner_and_taken(scanner):
    assert said_of(PDF) == []
    assert scanner.seen == [PDF]


def test_a_harmful_one_is_refused_in_words(scanner):
    assert said_of(HARMFUL) == [REFUSED]


def test_what_is_too_large_for_its_form_is_not_shown_to_the_scanner(scanner):
    assert said_of(PDF * 2) == ["文件超过 4 MB。"]
    assert scanner.seen == []


def test_while_the_scanner_does_not_answer_nothing_is_taken(settings, tmp_path):
    settings.GUIHUA_CLAMD = str(tmp_path / "nobody")
    assert said_of(PDF) == [SILENT]


def test_without_a_scanner_nothing_is_asked(settings):
    assert (settings.GUIHUA_CLAMD, scanning.why_not_take([HARMFUL])) == ("", "")


def test_no_form_takes_a_file_by_another_door():
    get_resolver().url_patterns  # noqa: B018 - every page's forms are there now
    doors = {
        f"{form.__module__}.{name}": isinstance(field, uploads.UploadField) and "too_large" in field.error_messages
        for form in forms_of(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if form.__module__.startswith("guihua.") and isinstance(field, forms.FileField)
    }
    assert doors == dict.fromkeys(
        [
            "guihua.commissioning.file_forms.file",
            "guihua.commissioning.message_forms.papers",
            "guihua.commissioning.post_forms.paper",
            "guihua.commissioning.proposal_forms.file",
            "guihua.commissioning.report_forms.file",
            "guihua.commissioning.spending_forms.papers",
            "guihua.commissioning.stop_forms.paper",
            "guihua.commissioning.visit_forms.file",
            "guihua.commissioning.visit_forms.photos",
            "guihua.commissioning.voucher_forms.papers",
            "guihua.delivery.photo_forms.photos",
            "guihua.desk.import_forms.file",
            "guihua.evaluation.self_report_forms.file",
            "guihua.reporting.upper_form_forms.file",
        ],
        True,
    )


def test_fields_that_a_form_adds_to_itself_come_by_the_same_door():
    """The form of a session adds its photos only where there may be some."""
    assert isinstance(photos_field(required=False), uploads.UploadField)
    elsewhere = [path.name for path in Path("guihua").rglob("*.py") if "forms.FileField" in path.read_text("utf-8")]
    assert elsewhere == ["fields.py"]


def forms_of(kind):
    for one in kind.__subclasses__():
        yield one
        yield from forms_of(one)
