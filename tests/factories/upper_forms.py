"""A form as a district sends it down, and the office's copy of it."""

from io import BytesIO

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from guihua.core import audit, inplace
from guihua.reporting.actions import upper_forms
from guihua.reporting.models import FormCell, UpperForm

SHEET = "社工服务"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


def form(month="3", extra=None):
    """What a district sends down: a title over merged cells, labels, boxes, a sum, a picture, a chart, a hidden page."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page, box = book.add_worksheet("社工服务"), book.add_format({"border": 1, "num_format": "#,##0"})
        share, day = book.add_format({"border": 1, "num_format": "0.0%"}), book.add_format({"num_format": "yyyy-mm-dd"})
        page.merge_range("A1:D1", f"{month} 月社会工作服务情况表", box)
        page.write("A2", "填报单位：____", box)
        for row, label in enumerate(["人次", "人数", "覆盖率", "合计"], start=2):
            page.write(row, 0, label, box)
        page.write_blank("B3", None, box)
        page.write("B4", 0, box)
        page.write_blank("B5", None, share)
        page.write_formula("B6", "=B3+B4", box, 0)
        page.write_blank("C5", None, box)
        page.write_blank("C6", None, day)
        page.merge_range("C3:D4", "", box)
        page.write_array_formula("F1:F2", "{=B3:B4}", box)
        page.set_landscape()
        page.insert_image("H1", "stamp.png", {"image_data": BytesIO(PIXEL)})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=社工服务!$B$3:$B$4"})
        page.insert_chart("H5", chart)
        book.add_worksheet("说明").write("A1", "见文件")
        if extra:
            extra(book, page)
    return target.getvalue()


class Sent(SimpleUploadedFile):
    """A form on its way up, however often it is sent."""

    def __init__(self):
        super().__init__("3月报表.xlsx", form())

    def read(self, *size):
        self.seek(0)
        return super().read(*size)


def received(place, by=audit.SYSTEM, content=None):
    content = content or form()
    workbook = inplace.opened(content)
    return upper_forms.receive(place, content, name="3月报表.xlsx", workbook=workbook, by=by)[0]


def mapped(place):
    """A form with one cell that is filled: with the name of the sub-district."""
    FormCell.objects.create(form=received(place), sheet=SHEET, cell="A2", filling="place")


def by_name():
    """The forms and their cells, by what the tables of the tests call them."""
    forms = UpperForm.objects.order_by("pk").select_related("subdistrict")
    cells = FormCell.objects.select_related("form__subdistrict")
    return {f"{one.subdistrict}-form": one.pk for one in forms} | {
        f"{one.form.subdistrict}-cell": one.pk for one in cells
    }
