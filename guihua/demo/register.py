"""The invented register: organisations, projects and people of a demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from stdnum.cn import ric

from guihua.demo.plan import Plan

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
METHODS = ["竞争性磋商", "询价", "公开招标", "竞争性谈判", "单一来源", "框架协议", "邀请招标"]
MODES = ["项目制", "项目制", "岗位制", "整体外包", "联合共建"]


@dataclass(frozen=True)
class Organisation:
    name: str
    code: str
    kind: str
    nature: str = ""
    stage: str = ""


@dataclass(frozen=True)
class Project:
    number: str
    name: str
    domain: str
    provider: str
    yuan: int
    communities: tuple[str, ...]
    organisations: tuple[str, ...]
    method: str
    mode: str
    liaison: str
    weight: float  # how much of the year's work it does


@dataclass(frozen=True)
class Person:
    name: str
    phone: str
    id_number: str


def credit_code(start: str, number: int) -> str:
    body = f"{start}440605MJL{number:06d}"
    total = sum(ALPHABET.index(letter) * 3**n for n, letter in enumerate(body))
    return body + ALPHABET[-total % 31]


def organisations(plan: Plan) -> list[Organisation]:
    words = plan.words
    found = [Organisation(name, credit_code("52", n), "社工机构") for n, name in enumerate(words["providers"])]
    schools = words["schools"][: plan.numbers["schools"]["public"]]
    for n, name in enumerate(schools, start=100):
        stage = "小学" if name.endswith("小学") else "九年一贯制" if "九年" in name or name.endswith("学校") else "初中"
        found.append(Organisation(name, credit_code("12", n), "学校", "公办", stage))
    for n, name in enumerate(words["private_schools"][: plan.numbers["schools"]["private"]], start=200):
        found.append(Organisation(name, credit_code("52", n), "学校", "民办", "九年一贯制"))
    found += [
        Organisation(name, credit_code("12", n), kind) for n, (name, kind) in enumerate(words["others"], start=300)
    ]
    return found


def projects(plan: Plan, register: list[Organisation], chance: Random) -> list[Project]:
    """The community projects, one a community, then those of the other domains at schools, hospitals and parks."""
    numbers, words = plan.numbers, plan.words
    providers = [o.code for o in register if o.kind == "社工机构"]
    seats = _seats(register)
    places = plan.communities[: numbers["community_projects"]]
    kinds: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = [
        ("社区服务", f"{c['社区名称']}「{chance.choice(words['project_names'])}」社区服务项目", (c["社区代码"],), ())
        for c in places
    ]
    for domain, count in numbers["domains"].items():
        for n in range(count):
            at = tuple(seats.get(domain, [])[n::count])
            kinds.append((domain, f"「{chance.choice(words['project_names'])}」{domain}项目（{n + 1}）", (), at))
    weights = [chance.lognormvariate(0, 0.5) for _ in kinds]
    shares = [round(numbers["funding_yuan"] * w / sum(weights), -2) for w in weights]
    shares[-1] += numbers["funding_yuan"] - sum(shares)
    return [
        Project(
            f"GC-{plan.year}-{n:03d}",
            name,
            domain,
            chance.choice(providers),
            int(shares[n - 1]),
            communities,
            at,
            chance.choice(METHODS),
            chance.choice(MODES),
            chance.choice(words["liaisons"]),
            weights[n - 1] * (2 if domain == "社区服务" else 1),
        )
        for n, (domain, name, communities, at) in enumerate(kinds, start=1)
    ]


def _seats(register: list[Organisation]) -> dict[str, list[str]]:
    return {
        "青少年服务": [o.code for o in register if o.nature == "公办"],
        "医务服务": [o.code for o in register if o.kind in ("医院", "社区卫生服务中心")],
        "非户籍人口服务": [o.code for o in register if o.kind == "产业园区"],
        "家庭服务": [o.code for o in register if o.name.endswith("妇女联合会")],
    }


def people(plan: Plan, count: int, chance: Random, *, start: int) -> list[Person]:
    """Invented people, each with an own phone; some with an ID number."""
    words = plan.words
    found = []
    for n in range(count):
        name = chance.choice(words["surnames"]) + chance.choice(words["given"])
        number = id_number(chance) if chance.random() < 0.08 else ""
        found.append(Person(name, f"1{3 + (start + n) % 7}{start + n:09d}", number))
    return found


def id_number(chance: Random) -> str:
    body = f"440605{chance.randint(1935, 2015)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}{chance.randint(1, 999):03d}"
    return str(body + ric.calc_check_digit(body + "0"))
