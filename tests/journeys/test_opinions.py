"""S6: who was served scans the code that hangs in the hall, says on their own phone what they think, and the office reads it."""

import pytest

from guihua.commissioning.actions import acceptances
from guihua.commissioning.models import Contract
from guihua.core import audit
from tests.factories import contracts
from tests.factories.acceptances import paper
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(place):
    """The acceptance of 「桂一同行」, being written."""
    contracts.stand(place)
    return acceptances.add(Contract.objects.get(number="GC-HT-1"), paper(), by=audit.SYSTEM)


@pytest.fixture
def phone(browser):
    """张晓丽's, signed in nowhere, without scripts."""
    context = browser.new_context(**PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_resident_says_by_a_link_what_she_thinks_changes_her_mind_and_the_office_reads_it(
    office, phone, draft, live_server
):
    page = f"{live_server.url}/acceptances/{draft.pk}/"
    office.goto(page)
    office.get_by_role("link", name="用链接或二维码收集").click()
    renewing, link = office.url, office.get_by_label("链接", exact=True).input_value()

    phone.goto(link)
    send = phone.get_by_role("button", name="交给街道办公室")
    send.click()
    assert phone.get_by_role("link", name="请点一个满意程度。").is_visible()
    phone.get_by_text("非常满意", exact=True).click()
    send.click()
    phone.get_by_role("link", name="改这一份").click()
    phone.get_by_text("改我先前交的那一份").click()
    phone.get_by_text("满意", exact=True).click()
    phone.get_by_label("还有什么想说的？").fill("来得太早，我还没起床")
    send.click()
    assert phone.get_by_text("意见收到了，谢谢您！").is_visible()

    office.goto(page)
    assert office.get_by_text("收到 1 份意见，平均 4.0 分（满分 5 分）。").is_visible()
    assert office.get_by_text("来得太早，我还没起床").is_visible()
    office.goto(renewing)
    office.get_by_role("button", name="换一个新链接").click()
    phone.goto(link)
    assert phone.get_by_text("这个链接不对，或者已经换了新的。请再扫一次码。").is_visible()
