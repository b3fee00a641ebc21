"""Who may write, sign, publish and answer an acceptance, and what it may say: `None`, or the reason in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.acceptance_paper import Paper
from guihua.commissioning.models import AcceptanceState, Conclusion, Fit
from guihua.core import audit, clock
from guihua.core.refusal import Refusal
from guihua.directory.models import users

Acceptance = commissioning.Acceptance
Role = users.Role
NUMBERS = re.compile(r"\d{7,}")  # a phone, or an ID number


def _holds(user: Any, place: int, *roles: Any) -> bool:
    return user is audit.SYSTEM or users.subdistricts_of(user, *roles).filter(subdistrict=place).exists()


def _office(user: Any, place: int) -> Refusal | None:
    if not _holds(user, place, Role.OFFICE):
        return Refusal("no-role", _("验收书由街道办公室写。需要时请联系办公室。"))
    return None


def why_not_add(user: Any, contract: commissioning.Contract) -> Refusal | None:
    """There is a next one after one that failed."""
    last = contract.acceptances.order_by("-number").first()
    if refusal := _office(user, contract.subdistrict_id):
        return refusal
    if last is None:
        return None
    if last.state == AcceptanceState.DRAFT:
        return Refusal("unsigned", _("第 %(n)s 次验收还没有签字。") % {"n": last.number})
    if last.is_good:
        return Refusal("accepted", _("已经验收合格，不用再验收。"))
    return None


def why_not_write(user: Any, acceptance: Acceptance) -> Refusal | None:
    if refusal := _office(user, acceptance.subdistrict_id):
        return refusal
    if acceptance.state != AcceptanceState.DRAFT:
        return Refusal("signed", _("验收书已经签字。要改，请先写明原因更正。"))
    return None


def why_not_say(contract: commissioning.Contract, number: int, paper: Paper) -> Refusal | None:
    """Whether the acceptance of that number may say this. The code is the field that is wrong."""
    before = contract.acceptances.filter(number=number - 1).first()
    return _day(contract, before, paper.held_on) or _conclusion(before, paper) or _mending(paper)


def _day(contract: commissioning.Contract, before: Acceptance | None, day: date) -> Refusal | None:
    if day > clock.today():
        return Refusal("held_on", _("验收日期还没有到。"))
    if day < contract.signed_on:
        return Refusal("held_on", _("验收日期早于合同签订的日期。"))
    if before and day < before.held_on:
        return Refusal("held_on", _("验收日期早于上一次验收。"))
    return None


def _conclusion(before: Acceptance | None, paper: Paper) -> Refusal | None:
    wrong = [one for one in paper.items if one.fit == Fit.NOT]
    if wrong and paper.conclusion != Conclusion.FAILED:
        return Refusal("conclusion", _("有 %(n)s 项不符合，结论不能是合格。") % {"n": len(wrong)})
    if paper.conclusion == Conclusion.MENDED and before is None:
        return Refusal("conclusion", _("前面没有不合格的验收，不能写「整改后合格」。"))
    if paper.conclusion == Conclusion.PASSED and before is not None:
        return Refusal("conclusion", _("上一次验收不合格，这次合格请选「整改后合格」。"))
    return None


def _mending(paper: Paper) -> Refusal | None:
    if paper.conclusion != Conclusion.FAILED:
        return None
    if paper.mend_by is None:
        return Refusal("mend_by", _("不合格要写明整改期限。"))
    if paper.mend_by <= paper.held_on:
        return Refusal("mend_by", _("整改期限要晚于验收日期。"))
    return None


def why_not_hear(acceptance: Acceptance) -> Refusal | None:
    """Opinions are taken until the acceptance is signed."""
    if not acceptance.takes_opinions:
        return Refusal("closed", _("验收已经签字，不再收集意见。谢谢您。"))
    return None


def why_not_change_mind(opinion: commissioning.UserOpinion) -> Refusal | None:
    """Whoever said something says it otherwise, as long as opinions are taken."""
    if refusal := why_not_hear(opinion.acceptance):
        return refusal
    if opinion.aside_why:
        return Refusal("aside", _("先前的那一份改不了了，请另交一份。"))
    return None


def why_not_read_all(user: Any, acceptance: Acceptance) -> Refusal | None:
    """What people said is for those who oversee the programme; its provider reads what is published of it."""
    if not _holds(user, acceptance.subdistrict_id, *users.OVERSEERS):
        return Refusal("no-role", _("逐份的意见由监督项目的人看。"))
    return None


def why_not_set_aside(user: Any, acceptance: Acceptance) -> Refusal | None:
    """The office says which opinions count, until the acceptance is signed with their sum."""
    if refusal := _office(user, acceptance.subdistrict_id):
        return refusal
    if acceptance.state != AcceptanceState.DRAFT:
        return Refusal("signed", _("验收已经签字，意见的份数不再变。要改，请先写明原因更正验收书。"))
    return None


def why_not_take_down(user: Any, acceptance: Acceptance, given_on: date) -> Refusal | None:
    """The office takes down what somebody said."""
    if refusal := _office(user, acceptance.subdistrict_id) or why_not_hear(acceptance):
        return refusal
    if given_on > clock.today():
        return Refusal("given_on", _("日期还没有到。"))
    return None


def why_not_link(user: Any, acceptance: Acceptance) -> Refusal | None:
    return _office(user, acceptance.subdistrict_id) or why_not_hear(acceptance)


def why_not_mark(user: Any, acceptance: Acceptance) -> Refusal | None:
    """The office says which words are published, before they are; of a confidential domain none."""
    if refusal := _office(user, acceptance.subdistrict_id):
        return refusal
    if acceptance.state == AcceptanceState.PUBLISHED:
        return Refusal("published", _("验收结果已经公布。要改公开的话，请先更正。"))
    if acceptance.contract.project.domain.is_confidential:
        return Refusal("confidential", _("保密领域服务对象说的话不公开。"))
    return None


def why_not_publish_words(words: str, names: Iterable[str]) -> Refusal | None:
    """Nobody is named in what is published, and no number leads to anybody."""
    if named := next((name for name in names if name and name in words), ""):
        return Refusal("names", _("「%(words)s」里有姓名「%(name)s」，不能公开。") % {"words": words, "name": named})
    if NUMBERS.search(words):
        return Refusal("numbers", _("「%(words)s」里有电话或证件号码，不能公开。") % {"words": words})
    return None


def why_not_sign(user: Any, acceptance: Acceptance) -> Refusal | None:
    """Whoever wrote a part of it does not sign it, and it is not signed before those who were served were heard."""
    if not _holds(user, acceptance.subdistrict_id, Role.OFFICE, Role.LEADER):
        return Refusal("no-role", _("验收书由街道办公室或分管领导签字。"))
    if user is not audit.SYSTEM and acceptance.writers.filter(pk=user.pk).exists():
        return Refusal("same-hand", _("这份验收书是您写的，要由别人签字。"))
    return _unfinished(acceptance) or _rests_on_it(acceptance)


def _unfinished(acceptance: Acceptance) -> Refusal | None:
    if not acceptance.members.all():
        return Refusal("members", _("还没有写验收小组。"))
    if not acceptance.items.all():
        return Refusal("items", _("还没有写按合同核对了什么。"))
    if not acceptance.opinions.counted().exists():
        words = _(
            "还没有服务对象的意见。政府向社会公众提供的公共服务项目，验收时应当邀请服务对象参与并出具意见，"
            "验收结果应当向社会公告（《政府采购法实施条例》第四十五条）。"
        )
        return Refusal("opinions", words)
    return None


def _rests_on_it(acceptance: Acceptance) -> Refusal | None:
    """What was found good and paid for is not turned into its opposite."""
    if acceptance.is_good:
        return None
    asked = commissioning.Payment.objects.standing().filter(
        instalment__contract=acceptance.contract_id, instalment__waits_for=commissioning.WaitsFor.ACCEPTANCE
    )
    if payment := asked.select_related("instalment").first():
        words = _("第 %(n)s 期付款已经按验收合格申请了，结论不能改成不合格。请先退回那笔付款。")
        return Refusal("paid-on", words % {"n": payment.instalment.position})
    return None


def why_not_publish(user: Any, acceptance: Acceptance) -> Refusal | None:
    if not _holds(user, acceptance.subdistrict_id, Role.OFFICE):
        return Refusal("no-role", _("验收结果由街道办公室公布。"))
    return None


def why_not_correct(user: Any, acceptance: Acceptance) -> Refusal | None:
    """The last one is put right; what came after an earlier one rests on it."""
    if refusal := _office(user, acceptance.subdistrict_id):
        return refusal
    if acceptance.state == AcceptanceState.DRAFT:
        return Refusal("draft", _("还没有签字，可以直接修改。"))
    if acceptance.contract.acceptances.filter(number__gt=acceptance.number).exists():
        return Refusal("followed", _("后面还有一次验收，这一次不能再更正。"))
    return None


def why_not_answer(user: Any, acceptance: Acceptance) -> Refusal | None:
    """The provider answers to what was signed."""
    own = commissioning.Project.objects.filter(pk=acceptance.contract.project_id)
    if user is not audit.SYSTEM and not own.managed_by(user).exists():
        return Refusal("no-role", _("由承接机构的负责人答复。"))
    if acceptance.state == AcceptanceState.DRAFT:
        return Refusal("draft", _("验收书还没有签字。"))
    return None
