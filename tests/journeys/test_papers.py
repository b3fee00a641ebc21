"""S1: a project's papers, brought in, brought in anew and read again; on a phone without a script."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PDF = b"%PDF-1.7\n" + b"osmanthus " * 40


def upload(page, name, content):
    page.get_by_label("文件", exact=True).set_input_files({"name": name, "mimeType": "", "buffer": content})
    page.get_by_role("button", name="传文件").click()


def test_a_paper_is_brought_in_anew_and_both_versions_are_there(office, on_phone):
    phone = on_phone("/projects/", script=False)
    phone.get_by_role("link", name="桂一同行").click()
    phone.get_by_role("link", name="资料", exact=True).click()
    phone.get_by_role("link", name="传文件").click()
    upload(phone, "合同.pdf", b"<html>")
    assert phone.title().startswith("错误：传文件")
    upload(phone, "合同.pdf", PDF)
    phone.get_by_role("link", name="传新版本").click()
    assert phone.get_by_label("放在哪里").locator("option:checked").inner_text() == "合同"
    upload(phone, "合同（盖章）.pdf", PDF + b"%%EOF")
    phone.get_by_text("旧版本").click()
    with phone.expect_download() as given:
        phone.get_by_role("link", name="版本 1").click()
    assert given.value.suggested_filename == "合同.pdf"
    assert given.value.path().read_bytes() == PDF
