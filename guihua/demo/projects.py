"""The projects of a demonstration: one a community, then those of the other domains at schools, hospitals and parks."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from guihua.demo import counting, texts
from guihua.demo.circles import Site
from guihua.demo.ground import Ground
from guihua.demo.organisations import Organisation
from guihua.demo.people import Person
from guihua.demo.plan import Plan
from guihua.demo.texts import Wheel

COMMUNITY, CORRECTIONS = "社区服务", "矫正服务"
METHODS = Wheel(
    [
        ("竞争性磋商", 9),
        ("公开招标", 5),
        ("询价", 3),
        ("竞争性谈判", 3),
        ("单一来源", 2),
        ("框架协议", 2),
        ("邀请招标", 1),
    ]
)
MODES = Wheel([("项目制", 12), ("岗位制", 3), ("联合共建", 3), ("整体外包", 2)])
NUMERALS = "零一二三四五六七八九十"
STAYS = 0.85  # of the projects keep their provider of the year before
HELD = 5  # projects that an officer looks after, about
YUAN = 1000  # contracts are in whole thousands


@dataclass(frozen=True)
class Layout:
    """What lasts of a project from year to year."""

    name: str
    domain: str
    communities: tuple[str, ...]
    organisations: tuple[str, ...]
    sites: tuple[Site, ...]
    money: float
    work: float
    staff: tuple[Person, ...]
    liaison: str


@dataclass(frozen=True)
class Project:
    number: str
    provider: str
    yuan: int
    method: str
    mode: str
    layout: Layout

    @property
    def is_messy(self) -> bool:
        return bool(self.layout.name == texts.load("projects")["messy"])


def laid_out(plan: Plan, ground: Ground, chance: Random) -> list[Layout]:
    """The projects as both years know them; the year before has fewer of the communities."""
    drafts = [*_of_communities(plan, ground, chance), *_of_domains(plan, ground, chance)]
    liaisons = texts.load("organisations")["liaisons"][: round(len(drafts) / HELD)]
    chance.shuffle(order := [liaisons[n % len(liaisons)] for n in range(len(drafts))])
    weights = texts.load("projects")["weights"]
    found = []
    for (name, domain, communities, organisations, sites), liaison in zip(drafts, order, strict=True):
        size = chance.lognormvariate(0, 0.28)
        money, work = (share * size for share in weights[domain])
        if name == texts.load("projects")["messy"]:
            work *= 0.55
        staff = tuple(ground.homes.staff(3 + len(sites) // 2))
        found.append(
            Layout(
                name, domain, communities, organisations, sites, money, work * chance.uniform(0.75, 1.3), staff, liaison
            )
        )
    return found


Draft = tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[Site, ...]]


def _of_communities(plan: Plan, ground: Ground, chance: Random) -> list[Draft]:
    words = texts.load("projects")
    brands = chance.sample(words["brands"], len(ground.covered))
    return [
        (words["of_a_community"].format(place=name, brand=brand), COMMUNITY, (code,), (), (ground.community(code),))
        for (code, name), brand in zip(ground.covered, brands, strict=True)
    ]


def _of_domains(plan: Plan, ground: Ground, chance: Random) -> list[Draft]:
    named, (partnered, partner) = texts.load("projects")["named"], texts.load("projects")["partner"]
    partners = tuple(o.code for o in ground.organisations if o.name.endswith(partner))
    found: list[Draft] = []
    for domain, count in plan.numbers["domains"].items():
        for n in range(count):
            name, kind, wanted = named[domain][n % len(named[domain])]
            seats = _seats(ground, kind, wanted, n, count, chance)
            at = tuple(seat.code for seat in seats if isinstance(seat, Organisation))
            sites = tuple(ground.site(kind, seat) if isinstance(seat, Organisation) else seat for seat in seats)
            first = sites[0].name if sites else ""
            name = name.format(school=first, count=NUMERALS[min(len(sites), 10)], park=first)
            communities = tuple(site.community for site in sites) if kind == "community" else ()
            found.append((name, domain, communities, at + (partners if domain == partnered else ()), sites))
    return found


def _seats(
    ground: Ground, kind: str, wanted: int, n: int, count: int, chance: Random
) -> list[Organisation] | list[Site]:
    """Where the n-th project of a domain works. wanted: so many; 0: its share of all; -1: at every one."""
    if kind == "community":
        settled = [place for place in ground.covered if place not in ground.later]
        return [ground.community(code) for code, _name in sorted(chance.sample(settled, wanted))]
    every = ground.of_kind(kind)
    if wanted == 0:
        return every[n::count]
    return every if wanted < 0 else [every[n % len(every)]]


def of_year(plan: Plan, layouts: list[Layout], ground: Ground, chance: Random, kept: dict[str, str]) -> list[Project]:
    """The year's contracts. `kept`: providers of the year before, which most projects keep; brought up to date."""
    layouts = bought(plan, layouts, ground)
    providers = Wheel([(o.code, o.weight) for o in ground.organisations if o.weight])
    thousands = counting.split(plan.numbers["funding_yuan"] // YUAN, [layout.money for layout in layouts])
    found = []
    for n, (layout, amount) in enumerate(zip(layouts, thousands, strict=True), start=1):
        provider = kept.get(layout.name)
        if provider is None or chance.random() > STAYS:
            provider = str(providers.spin(chance))
        kept[layout.name] = provider
        method, mode = METHODS.spin(chance), MODES.spin(chance)
        found.append(Project(f"GC-{plan.year}-{n:03d}", provider, amount * YUAN, method, mode, layout))
    return found


def bought(plan: Plan, layouts: list[Layout], ground: Ground) -> list[Layout]:
    """Those of the year: in the year before, some communities had no project yet."""
    later = {code for code, _name in ground.later} if plan.year < ground.plan.year else set()
    return [layout for layout in layouts if layout.domain != COMMUNITY or not later & set(layout.communities)]
