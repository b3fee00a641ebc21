"""The invented register of organisations: providers, schools, hospitals, parks and the others that a programme meets."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from guihua.demo import texts
from guihua.demo.plan import Plan

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
AUTHORITIES = {"社工机构": "52", "社会组织": "52", "商协会": "51", "企业": "91", "产业园区": "91", "群团组织": "81"}
INSTITUTION = "12"


@dataclass(frozen=True)
class Organisation:
    name: str
    code: str
    kind: str
    nature: str = ""
    stage: str = ""
    weight: int = 0  # of a provider: how much of the programme it carries
    community: str = ""


def credit_code(kind: str, area: str, number: int) -> str:
    """A valid code of the authority that registers that kind; its nine places in the middle are nobody's."""
    body = f"{AUTHORITIES.get(kind, INSTITUTION)}{area}MJL{number:06d}"
    total = sum(ALPHABET.index(letter) * 3**n for n, letter in enumerate(body))
    return body + ALPHABET[-total % 31]


def all_of(plan: Plan, chance: Random) -> list[Organisation]:
    words = texts.load("organisations")
    named: list[tuple[str, str, str, str, int]] = [(name, "社工机构", "", "", w) for name, w in words["providers"]]
    public, private, others = _local(plan, words, chance)
    named += [(name, "学校", "公办", stage, 0) for name, stage in public[: plan.numbers["schools"]["public"]]]
    named += [(name, "学校", "民办", "九年一贯制", 0) for name in private[: plan.numbers["schools"]["private"]]]
    named += [(name, kind, "", "", 0) for name, kind in others]
    first = int(plan.code[-3:]) * 1000
    return [
        Organisation(
            name,
            credit_code(kind, plan.code[:6], first + n),
            kind,
            nature,
            stage,
            weight,
            _seat(plan, name, chance),
        )
        for n, (name, kind, nature, stage, weight) in enumerate(named)
    ]


def _local(
    plan: Plan, words: dict[str, list[list[str]]], chance: Random
) -> tuple[list[list[str]], list[str], list[list[str]]]:
    """Public schools, private schools and the others: the published sub-district's, or ones called after places."""
    if plan.is_published:
        return words["schools"], [str(name) for name in words["private_schools"]], words["others"]
    neighbours = texts.load("neighbours")
    stems = chance.sample([name.removesuffix("社区") for _code, name in plan.communities], len(plan.communities))
    stages = (["小学"] * 5 + ["初中", "九年一贯制"]) * len(stems)
    ending = {"小学": "小学", "初中": "中学", "九年一贯制": "学校"}
    schools = [[stem + ending[stage], stage] for stem, stage in zip(stems, stages, strict=False)]
    others = [[f"{stems[0]}医院", "医院"], [f"{plan.name[:2]}人民医院", "医院"]]
    others += [[f"{stems[1]}社区卫生服务中心", "社区卫生服务中心"]]
    others += [[f"{stem}{park}", "产业园区"] for stem, park in zip(stems, neighbours["parks"], strict=False)]
    others += [[f"{stem}{works}", "企业"] for stem, works in zip(stems[3:], neighbours["factories"], strict=False)]
    others += [["街道妇女联合会", "群团组织"], ["街道总工会", "群团组织"], ["教育发展中心", "事业单位"]]
    return schools, [f"{stem}实验学校" for stem in stems[::-1]], others


def _seat(plan: Plan, name: str, chance: Random) -> str:
    """The community that the name speaks of, else any."""
    for code, community in plan.communities:
        if name.startswith(community.removesuffix("社区")):
            return code
    return chance.choice(plan.communities)[0]
