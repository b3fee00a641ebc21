"""Every page can be read and worked by everybody: small screen, large text, dark, forced colours, paper, axe."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guihua.commissioning.models import Call, CommunityPlan, Contract, Expense, ManagementRules, Project, Proposal
from guihua.core import history, inbox
from guihua.core.models import Job
from guihua.delivery.models import Session
from guihua.directory.actions import organisations
from guihua.directory.models import Organisation, Subdistrict, User
from guihua.reporting.models import UpperForm
from tests.factories import (
    acceptances,
    appealed,
    calls,
    contracts,
    coverage,
    incidents,
    judged,
    judging,
    moderated,
    plans,
    posts,
    requests,
    rules,
    told,
    upper_forms,
    visits,
)
from tests.journeys.seeing import WIDER, serious

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORKED = "button, select, summary, input:not([type=hidden]), .btn, .seg a, .tabbar a, .crumbs a"
SMALL = f"""[...document.querySelectorAll({WORKED!r})]
  .filter(one => !one.matches(".sr"))  // out of sight, for the Enter key alone
  .map(one => one.matches("[type=radio], [type=checkbox]") ? one.labels[0] : one)
  .filter(one => one.checkVisibility())
  .map(one => [one.innerText || one.name || one.outerHTML, one.getBoundingClientRect().height])
  .filter(([_words, height]) => height > 0 && height < LEAST)"""

TALL_CRUMBS = """[...document.querySelectorAll(".crumbs li")].map(one => one.firstElementChild || one)
  .filter(one => { const words = document.createRange(); words.selectNodeContents(one)
    return new Set([...words.getClientRects()].map(line => line.top)).size > 1 })
  .map(one => one.innerText)"""  # of more than one line: the next lies over it, each being as tall as a finger


def pages():
    project = Project.objects.get(number="GC-1")
    if not Contract.objects.exists():
        contracts.stand(project.subdistrict)
        acceptances.stand(project.subdistrict)
        visits.stand(project.subdistrict)
        coverage.stand(project.subdistrict)
        requests.stand(project.subdistrict)
        contracts.bought(project.subdistrict)
        calls.stand(project.subdistrict)
        rules.stand(project.subdistrict)
        told.stand(project.subdistrict)
        incidents.stand(project.subdistrict)
        posts.stand(project.subdistrict)
        judging.stand(project.subdistrict)
        judged.stand()
        moderated.stand()
        appealed.stand()
    if not CommunityPlan.objects.exists():
        plans.stand(project.subdistrict)
    session = Session.objects.get(project=project, code="A1")
    registers = ["/", "/projects/", "/sessions/?form=group", "/organisations/", "/communities/", "/programme/words/"]
    registers += ["/programme/attention/", "/programme/keys/"]
    single = [
        f"/projects/{project.pk}/",
        f"/projects/{project.pk}/sessions/",
        f"/sessions/{session.pk}/",
        "/accounts/sign-ins/",
    ]
    single += [f"/projects/{project.pk}/partners/", f"/communities/{session.community_id}/"]
    single += [f"/record/projects/{project.pk}/months/2022-03/"]
    single += ["/calls/", f"/calls/{Call.objects.first().pk}/", f"/proposals/{Proposal.objects.last().pk}/"]
    single += ["/plans/?year=2022", f"/communities/{session.community_id}/plans/2022/"]
    first, draft = ManagementRules.objects.order_by("edition")
    single += [f"/rules/{first.pk}/", f"/rules/{draft.pk}/writing/", f"/rules/{draft.pk}/modes/"]
    single += [f"/rules/{draft.pk}/publishing/"]
    single += ["/funds/", *(f"/projects/{project.pk}/{page}/" for page in ("money", "buying", "contract/amending"))]
    single += ["/open-data/", "/open-data/names/", f"/projects/{project.pk}/indicators/"]
    bought = project.procurements.get()
    way = f"/programme/words/methods/{bought.method_id}/"
    single += ["/published/", f"/published/{bought.pk}/", way, f"{way}steps/deadline/", f"{way}papers/record/"]
    single += [f"/procurements/{bought.pk}/papers/record/"]
    single += [f"/projects/{project.pk}/pack/", f"/expenses/{Expense.objects.get().pk}/"]
    single += acceptances.pages() + visits.pages() + told.pages() + incidents.pages() + posts.pages() + coverage.pages()
    single += requests.pages() + judging.pages() + judged.pages() + moderated.pages() + appealed.pages()
    single += [f"/projects/{project.pk}/timeline/", "/search/?q=围炉茶话&kind=visit"]
    closing = ["/closing/?year=2022", "/closing/202203/", f"/closing/202203/{project.provider_id}/"]
    closing += ["/closing/changes/", "/closing/schedule/", "/closing/202203/close/"]
    background = [
        "/jobs/",
        f"/jobs/{asked_for().pk}/",
        "/inbox/",
        "/inbox/wishes/",
        "/record/waiting/",
        "/record/no-signal/",
    ]
    return [
        *registers,
        *single,
        *background,
        *closing,
        "/reports/2022/",
        "/reports/2022/periods/03-05/",
        "/reports/forms/",
        "/reports/stories/",
        f"/reports/stories/session/{session.pk}/",
        f"/reports/forms/{upper_form().pk}/",
        "/reports/2022/figures/communities.coverage/",
        "/ui/",
        "/ui/404/",
    ]


def upper_form():
    """A form of the upper level with one cell that is filled."""
    if not UpperForm.objects.exists():
        upper_forms.mapped(Subdistrict.objects.get())
    return UpperForm.objects.get()


def asked_for():
    """A job that is half done, and a notice of another."""
    su, now = User.objects.order_by("pk")[0], timezone.now()
    told = {"state": "running", "lease_until": now + timedelta(hours=1), "stage": "writing", "done": 2500, "of": 5000}
    job, _made = Job.objects.get_or_create(name="tea.pour", asked_by=su, defaults={"asked_at": now, **told})
    inbox.tell([su], "job.failed", event="tea", params={"work": "tea.pour"})
    return job


# axe's rules are looked for in both layouts, and colours in both themes; what stands on every page is seen in all of it
LOOKS = [
    (1440, {"density": "compact"}, {}),
    (390, {"theme": "dark"}, {}),
    (320, {"text": "large"}, None),  # whether it is wide enough for what it says: its layout is that of 390
]
LOOK = "look => void Object.assign(document.documentElement.dataset, look)"
# no colour is seen half way to the next
STILL = """{ const still = new CSSStyleSheet()
  still.replaceSync("*, *::before, *::after { transition: none !important }")
  document.adoptedStyleSheets.push(still) }"""


def look_of(page, address, wishes):
    """How the server draws a page for who has these wishes: attributes of its root, on which all styles go."""
    page.context.add_cookies([{"name": n, "value": v, "url": address} for n, v in wishes.items()])
    page.goto(address)
    look = page.evaluate("({ ...document.documentElement.dataset })")
    assert serious(page) == [], wishes
    for name in wishes:
        page.context.clear_cookies(name=name)
    return look


@pytest.mark.slow  # begins among the first
def test_no_page_scrolls_sideways_and_axe_finds_nothing_serious(office, live_server):
    """A page is opened once, and seen in one look after the other: its first look takes axe as long as two others."""
    drawn = [(width, look_of(office, f"{live_server.url}/", wishes), which) for width, wishes, which in LOOKS]
    for address in pages():
        assert office.goto(live_server.url + address).status == 200, address
        office.evaluate(STILL)
        for width, look, which in drawn:
            office.set_viewport_size({"width": width, "height": 800})
            office.evaluate(LOOK, look)
            assert office.evaluate(WIDER) == 0, (address, width, look)
            assert which is None or serious(office, **which) == [], (address, width, look)


def test_whatever_a_finger_works_is_large_enough(on_phone):
    there = on_phone("/")
    for address in pages():
        there.goto(address)
        for text, least in (("normal", 44), ("large", 56)):
            there.evaluate(LOOK, {"text": text})
            assert there.evaluate(SMALL.replace("LEAST", str(least - 0.5))) == [], (address, text)
    large = on_phone("/", cookies={"text": "large"})
    assert (
        large.evaluate("document.documentElement.dataset.text"),
        large.evaluate(SMALL.replace("LEAST", "55.5")),
    ) == ("large", [])


def test_the_longest_name_runs_over_nothing(on_phone):
    there = on_phone("/")
    provider = Organisation.objects.filter(kind="provider").first()
    organisations.edit(
        provider,
        {"name": "OSMANTHUS" * 5 + "桂城社工" * 8},
        seen=history.latest(provider).pk,
        by=User.objects.order_by("pk")[0],
    )
    for address in (f"/organisations/{provider.pk}/", f"/organisations/{provider.pk}/editing/"):
        there.goto(address)
        assert there.evaluate(WIDER) == 0, address
        assert there.evaluate(TALL_CRUMBS) == [], address


def test_the_rail_stays_in_sight_however_long_the_page(office, live_server):
    office.goto(f"{live_server.url}/ui/")
    office.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    inside, rail = office.locator(".rail-inside").bounding_box(), office.locator(".rail").bounding_box()
    assert round(inside["y"]) == 0
    assert round(rail["y"] + rail["height"]) == office.viewport_size["height"]


def test_on_paper_a_list_has_heads_and_rows_and_nothing_to_click(office, live_server):
    office.goto(f"{live_server.url}/projects/")
    office.emulate_media(media="print")
    for gone in (".rail", ".tabbar", ".filters", ".page-head .actions", ".strip"):
        assert not any(one.is_visible() for one in office.locator(gone).all()), gone
    display = "getComputedStyle(document.querySelector('thead')).display"
    assert office.evaluate(display) == "table-header-group"
    assert office.locator("tbody th").all_inner_texts() == ["桂一同行", "向阳同行", "怡水驻校"]


def test_forced_colours_leave_what_is_current_marked(office):
    office.emulate_media(forced_colors="active")
    edge = "getComputedStyle(document.querySelector('.nav [aria-current]'), '::before').backgroundColor"
    ground = "getComputedStyle(document.querySelector('.rail')).backgroundColor"
    assert office.evaluate(edge) != office.evaluate(ground)
