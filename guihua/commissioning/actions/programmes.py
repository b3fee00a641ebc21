"""What a sub-district's programme starts with, and the words that its office adds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from guihua.commissioning import board_rules, methods, naming, policy
from guihua.commissioning import models as commissioning
from guihua.core import audit
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.directory import models as directory

# The domains' codes and names are the programme's own (brief, S3). Which are confidential is settled from the start:
# it decides where the names of their people are kept.
DOMAINS = [
    ("community", gettext_noop("社区服务"), [], False),
    ("family", gettext_noop("家庭服务"), [], False),
    ("elderly", gettext_noop("长者服务"), [], False),
    ("youth", gettext_noop("青少年服务"), [], False),
    ("medical", gettext_noop("医务服务"), ["医患服务"], False),
    (commissioning.CORRECTIONS, gettext_noop("矫正服务"), ["矫正社会服务"], True),
    ("newcomers", gettext_noop("非户籍人口服务"), ["非户籍常住人口服务"], False),
    ("eap", gettext_noop("心理支援"), ["心理支援服务"], False),
]
MODES = [gettext_noop("项目制"), gettext_noop("岗位制"), gettext_noop("整体外包"), gettext_noop("联合共建")]
# headings as such budgets usually have them; the office sets limits and adds its own
BUDGET = [gettext_noop("人员费用"), gettext_noop("项目活动费"), gettext_noop("行政管理费"), gettext_noop("税费及其他")]
CAMPAIGNS = [("anti_fraud", gettext_noop("反诈宣传"))]


def why_not_prepare(code: str) -> Refusal | None:
    """A sub-district is prepared once."""
    if directory.Subdistrict.objects.filter(code=code).exists():
        return Refusal("exists", _("街道 %(code)s 已经建好了。") % {"code": code})
    return None


@transaction.atomic
def prepare(*, code: str, name: str, by: Any) -> directory.Subdistrict:
    """A sub-district with its domains, methods, modes, headings of budgets and first campaign."""
    refuse_if(why_not_prepare(code))
    subdistrict = directory.Subdistrict.objects.create(code=code, name=name)
    for position, (domain, label, aliases, confidential) in enumerate(DOMAINS, start=1):
        commissioning.Domain.objects.create(
            subdistrict=subdistrict,
            code=domain,
            name=label,
            also_called=aliases,
            position=position,
            is_confidential=confidential,
        )
    for line in methods.METHODS:
        _enter_method(subdistrict, line)
    for name in methods.CATEGORIES:
        commissioning.PurchaseCategory.objects.create(subdistrict=subdistrict, name=name)
    commissioning.ManagementMode.objects.bulk_create(
        commissioning.ManagementMode(subdistrict=subdistrict, name=word) for word in MODES
    )
    commissioning.BudgetCategory.objects.bulk_create(
        commissioning.BudgetCategory(subdistrict=subdistrict, name=word, position=position)
        for position, word in enumerate(BUDGET, start=1)
    )
    for campaign, label in CAMPAIGNS:
        commissioning.Campaign.objects.create(subdistrict=subdistrict, code=campaign, name=label)
    commissioning.BoardRule.objects.bulk_create(
        commissioning.BoardRule(subdistrict=subdistrict, number=number, kind=kind, colour=colour, limit=limit)
        for number, (kind, colour, limit) in enumerate(board_rules.FIRST, start=1)
    )
    audit.record("subdistrict.prepared", subdistrict, by=by)
    return subdistrict


def _enter_method(subdistrict: directory.Subdistrict, line: methods.MethodLine) -> None:
    said = {name: value for name, value in vars(line).items() if name != "steps"}
    method = commissioning.ProcurementMethod.objects.create(subdistrict=subdistrict, **said)
    _enter_steps(method, line.steps)


def _enter_steps(method: commissioning.ProcurementMethod, steps: Iterable[methods.StepLine]) -> None:
    commissioning.MethodStep.objects.bulk_create(
        commissioning.MethodStep(method=method, position=position, **vars(step))
        for position, step in enumerate(steps, start=1)
    )
    commissioning.MethodPaper.objects.bulk_create(
        commissioning.MethodPaper(method=method, position=position, **vars(paper))
        for position, paper in enumerate(methods.PAPERS, start=1)
    )


@transaction.atomic
def add_campaign(subdistrict: directory.Subdistrict, *, code: str, name: str, by: Any) -> commissioning.Campaign:
    """A campaign that every project can hold sessions for from now on."""
    refuse_if(policy.why_not_add_words(by, subdistrict))
    refuse_if(naming.why_not_called(commissioning.Campaign, subdistrict, name))
    try:
        with transaction.atomic():
            campaign = commissioning.Campaign.objects.create(subdistrict=subdistrict, code=code, name=name)
    except IntegrityError as taken:
        raise Refused(Refusal("code", _("已经有代码为 %(code)s 的专项行动。") % {"code": code})) from taken
    audit.record("campaign.added", campaign, by=by, name=name)
    return campaign


@transaction.atomic
def add_method(subdistrict: directory.Subdistrict, *, name: str, by: Any) -> commissioning.ProcurementMethod:
    """A procurement method that projects can be bought by from now on, with the steps that are usual below the law's limits."""
    method = _add_word(commissioning.ProcurementMethod, subdistrict, name, by)
    _enter_steps(method, methods.OWN)
    return method


@transaction.atomic
def add_mode(subdistrict: directory.Subdistrict, *, name: str, by: Any) -> commissioning.ManagementMode:
    """A management mode that projects can be run in from now on."""
    return _add_word(commissioning.ManagementMode, subdistrict, name, by)


def _add_word[T: commissioning.Named](model: type[T], subdistrict: directory.Subdistrict, name: str, by: Any) -> T:
    refuse_if(policy.why_not_add_words(by, subdistrict))
    refuse_if(naming.why_not_called(model, subdistrict, name))
    try:
        with transaction.atomic():
            word = model(subdistrict=subdistrict, name=name)
            word.save(force_insert=True)
    except IntegrityError as taken:
        raise Refused(Refusal("exists", _("已经有「%(name)s」了。") % {"name": name})) from taken
    audit.record(f"{model._meta.model_name}.added", word, by=by, name=name)
    return word
