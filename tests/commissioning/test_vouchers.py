"""Vouchers of expenses: who brings them in and opens them, what is taken, and that none is ever replaced."""

from datetime import date
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from guihua.commissioning.actions import budgets, vouchers
from guihua.commissioning.actions.vouchers import Paper
from guihua.commissioning.models import BudgetLine, Expense, Voucher
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.models import Role
from tests.factories.accounts import account
from tests.factories.contracts import contract

__all__ = ["account", "contract"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"
PDF = b"%PDF-1.7\n" + "增值税发票：妇女节物资".encode() * 20


@pytest.fixture(autouse=True)
def a_folder_of_their_own(settings, tmp_path):
    settings.GUIHUA_UPLOADS = tmp_path / "uploads"


@pytest.fixture
def office(account, client):
    client.force_login(account(), backend=BACKEND)
    return client


@pytest.fixture
def expense(contract):
    line = BudgetLine.objects.get(category__name="项目活动费")
    said = {"on": date(2022, 3, 8), "what": "妇女节物资", "voucher": "记-0308"}
    return budgets.spend(line, amount_fen=3_000_00, **said, by=audit.SYSTEM)


def photo(name="小票.jpg"):
    target = BytesIO()
    Image.new("RGB", (40, 30), "tan").save(target, "JPEG")
    return SimpleUploadedFile(name, target.getvalue())


def sent(client, expense, *files):
    return client.post(f"/expenses/{expense.pk}/", {"papers": files})


def test_several_vouchers_come_with_an_expense_as_it_is_entered(office, contract):
    line = BudgetLine.objects.get(category__name="项目活动费")
    typed = {"line": line.pk, "on": "2022-03-08", "amount_fen": "3000", "what": "妇女节物资", "voucher": "记-0308"}
    papers = [SimpleUploadedFile("发票.pdf", PDF), photo()]
    office.post(f"/projects/{contract.project_id}/spending/", {**typed, "papers": papers})
    assert [str(one) for one in Expense.objects.get().vouchers.all()] == ["发票.pdf", "小票.jpg"]


def test_nothing_of_a_voucher_can_be_read_on_the_disk(office, expense):
    sent(office, expense, SimpleUploadedFile("发票.pdf", PDF))
    stored = b"".join(path.read_bytes() for path in settings.GUIHUA_UPLOADS.rglob("*") if path.is_file())
    assert (len(stored) > len(PDF), "增值税发票".encode() in stored) == (True, False)


def test_opening_one_stands_in_the_trail(office, expense):
    sent(office, expense, SimpleUploadedFile("发票.pdf", PDF))
    answer = office.get(f"/vouchers/{Voucher.objects.get().pk}/")
    assert (answer.content, answer["Content-Disposition"].partition(";")[0]) == (PDF, "attachment")
    row = AuditRow.objects.get(action="voucher.read")
    assert (row.object_id, row.details["voucher"]) == (expense.pk, Voucher.objects.get().pk)


def test_all_files_that_are_not_taken_are_named_and_none_of_the_others_comes_in(office, expense):
    wrong = [SimpleUploadedFile("名单.xlsx", b"PK"), SimpleUploadedFile("发票.pdf", b"GIF89a")]
    errors = sent(office, expense, SimpleUploadedFile("好的.pdf", PDF), *wrong).context["form"].errors["papers"]
    assert ([one.partition("：")[0] for one in errors], Voucher.objects.count()) == (
        ["「名单.xlsx」", "「发票.pdf」"],
        0,
    )


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("名单.xlsx", b"PK\x03\x04"), "「名单.xlsx」：凭证只收 PDF、JPG 或 PNG。苹果手机的 HEIC 照片请先转成 JPG。"),
        (SimpleUploadedFile("发票.pdf", b"GIF89a"), "「发票.pdf」：文件里的内容不是 pdf，可能改过扩展名，或者已经损坏。"),
        (SimpleUploadedFile("发票.pdf", b""), "「发票.pdf」：这个文件是空的。"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_by_its_name(office, expense, file, said):
    file.seek(0)
    answer = sent(office, expense, SimpleUploadedFile("好的.pdf", PDF), file)
    assert (answer.status_code, answer.context["form"].errors["papers"]) == (422, [said])
    assert Voucher.objects.count() == 0


def test_the_same_file_again_is_refused_and_nothing_is_replaced(office, expense):
    sent(office, expense, SimpleUploadedFile("发票.pdf", PDF))
    again = sent(office, expense, SimpleUploadedFile("另一份.pdf", PDF))
    assert again.context["form"].errors["papers"] == ["「另一份.pdf」已经传过了，就是「发票.pdf」。"]
    sent(office, expense, SimpleUploadedFile("发票.pdf", PDF + b"2"))
    assert [str(one) for one in expense.vouchers.all()] == ["发票.pdf", "发票.pdf"]


def test_a_voucher_is_voided_with_a_reason_and_stays_in_sight(office, expense):
    sent(office, expense, SimpleUploadedFile("发票.pdf", PDF))
    held = Voucher.objects.get()
    empty = office.post(f"/vouchers/{held.pk}/voiding/", {"why": ""})
    assert (empty.status_code, "请写明为什么作废" in empty.content.decode()) == (422, True)
    office.post(f"/vouchers/{held.pk}/voiding/", {"why": "传错了一张"})
    assert "传错了一张" in office.get(f"/expenses/{expense.pk}/").content.decode()
    assert office.get(f"/vouchers/{held.pk}/").content == PDF
    with pytest.raises(Refused) as refused:
        vouchers.void(held, why="再作废一次", by=audit.SYSTEM)
    assert refused.value.sentence == "「发票.pdf」已经作废了。"


def test_an_expense_takes_ten_vouchers_at_most(expense):
    papers = [Paper(f"第{n}张", ".pdf", PDF, f"{n:064}") for n in range(11)]
    with pytest.raises(Refused) as refused:
        vouchers.add(expense, papers, by=audit.SYSTEM)
    assert (refused.value.sentence, Voucher.objects.count()) == ("一笔支出最多 10 份凭证。", 0)


def test_the_same_invoice_for_two_expenses_is_told_to_whoever_looks(office, expense):
    line = expense.line
    said = {"on": date(2022, 5, 4), "what": "青年节物资", "voucher": "记-0504"}
    other = budgets.spend(line, amount_fen=3_000_00, **said, by=audit.SYSTEM)
    for one in (expense, other):
        sent(office, one, SimpleUploadedFile("发票.pdf", PDF))
    assert [one.expense.what for one in office.get(f"/expenses/{expense.pk}/").context["elsewhere"]] == ["青年节物资"]


def test_finance_opens_vouchers_and_brings_none_in(account, client, expense):
    client.force_login(account(role=Role.FINANCE), backend=BACKEND)
    vouchers.add(expense, [Paper("发票", ".pdf", PDF, "0" * 64)], by=audit.SYSTEM)
    assert client.get(f"/vouchers/{Voucher.objects.get().pk}/").content == PDF
    assert sent(client, expense, SimpleUploadedFile("发票.pdf", PDF)).status_code == 403
