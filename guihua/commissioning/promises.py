"""What a contract promises beyond the database's own rules: it lies in one sub-district, its sums meet, its papers open."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import acceptance_paper, editions, report_paper
from guihua.commissioning import models as commissioning
from guihua.commissioning.search_texts import SOURCES
from guihua.core import finding, uploads
from guihua.core.measures import yuan
from guihua.core.promises import Found, Promise, where_not

UNLIKE = gettext_lazy("项目 %(number)s：成交的「%(winner)s」和承接机构或合同金额对不上。")
UNREAD = gettext_lazy("%(kind)s %(n)s：查找用的文字和记录不符，请运行 guihua search-texts。")
ELSEWHERE = gettext_lazy("项目 %(number)s：年度、领域、机构或驻点是别的街道的。")


def _one_place(found: Found) -> None:
    own = F("subdistrict")
    fits = Q(year__subdistrict=own, domain__subdistrict=own)
    fits &= Q(provider=None) | Q(provider__subdistrict=own)
    fits &= Q(method=None) | Q(method__subdistrict=own)
    fits &= Q(mode=None) | Q(mode__subdistrict=own)
    fits &= ~Exists(_stations("communities", "community")) & ~Exists(_stations("organisations", "organisation"))
    where_not(found, commissioning.Project.objects.all(), fits, lambda row: ELSEWHERE % {"number": row.number})


def _stations(name: str, at: str) -> Any:
    """Where the project is stationed outside of its sub-district."""
    every = getattr(commissioning.Project, name).through.objects.filter(project=OuterRef("pk"))
    return every.exclude(**{f"{at}__subdistrict": F("project__subdistrict")})


def _papers(found: Found) -> None:
    versions = commissioning.FileVersion.objects.select_related("file__project")
    uploads.check(found, versions, "stored_as", _paper)


def _paper(one: commissioning.FileVersion) -> str:
    said = {"number": one.file.project.number, "name": one.file.name, "n": one.number}
    return _("项目 %(number)s 的资料「%(name)s」版本 %(n)s") % said


def _archives(found: Found) -> None:
    """No file that was put into the archive of a purchase was removed."""
    rows = commissioning.ArchivedFile.objects.select_related("file__project")
    where_not(found, rows, Q(file__removed_at=None), _archived)


def _archived(row: commissioning.ArchivedFile) -> str:
    said = {"number": row.file.project.number, "name": row.file.name}
    return _("项目 %(number)s 的采购档案「%(name)s」被删除了。") % said


def _vouchers(found: Found) -> None:
    rows = commissioning.Voucher.objects.select_related("expense__line__contract")
    uploads.check(found, rows, "stored_as", _voucher)


def _voucher(one: commissioning.Voucher) -> str:
    said = {"number": one.expense.line.contract.number, "name": one}
    return _("合同 %(number)s 的凭证「%(name)s」") % said


def _visit_photos(found: Found) -> None:
    rows = commissioning.VisitPhoto.objects.select_related("visit__project")
    uploads.check(found, rows, "stored_as", lambda one: _of_visit(one.visit))


def _of_visit(visit: commissioning.LiaisonVisit) -> str:
    return _("项目 %(number)s 在 %(day)s 的走访照片") % {"number": visit.project.number, "day": visit.day.isoformat()}


def _task_files(found: Found) -> None:
    rows = commissioning.TaskAnswer.objects.with_file().select_related("task__project")
    uploads.check(found, rows, "stored_as", lambda one: _of_task(one.task))


def _of_task(task: commissioning.ProjectTask) -> str:
    return _("项目 %(number)s 的任务「%(what)s」的文件") % {"number": task.project.number, "what": task.what}


def _task_answers(found: Found) -> None:
    """What waits to be accepted was answered; nothing else has an answer that waits."""
    waiting = Exists(commissioning.TaskAnswer.objects.waiting().filter(task=OuterRef("pk")))
    fits = Q(waiting, state=commissioning.TaskState.ANSWERED) | (
        ~Q(state=commissioning.TaskState.ANSWERED) & ~Q(waiting)
    )
    told = gettext_lazy("项目 %(number)s 的任务「%(what)s」：状态和完成情况对不上。")
    rows = commissioning.ProjectTask.objects.select_related("project")
    where_not(found, rows, fits, lambda row: told % {"number": row.project.number, "what": row.what})


def _sums(found: Found) -> None:
    """Instalments, budget, and what was signed with all that was added since: each comes to what the project costs. A file
    may have brought a contract without its budget."""
    rows = commissioning.Contract.objects.select_related("project").annotate(
        instalments_fen=_sum_of("instalments"), budget_fen=_sum_of("budget"), added_fen=_sum_of("amendments")
    )
    for contract in found.each(rows):
        whole = contract.project.amount_fen
        parts = {
            _("分期付款"): contract.instalments_fen,
            _("预算"): contract.budget_fen or (whole if contract.batch else 0),
            _("原合同与补充协议"): contract.amount_fen + contract.added_fen,
        }
        for what, fen in parts.items():
            if fen != whole:
                said = {"number": contract.number, "what": what, "fen": yuan(fen), "whole": yuan(whole)}
                found.breach(_("合同 %(number)s：%(what)s合计 %(fen)s 元，合同金额 %(whole)s 元。") % said)


def _sum_of(name: str) -> Any:
    parts = getattr(commissioning.Contract, name).rel.related_model.objects.filter(contract=OuterRef("pk"))
    return Coalesce(Subquery(parts.order_by().values("contract").annotate(all=Sum("amount_fen")).values("all")), 0)


def _messages(found: Found) -> None:
    """The last message of a thread has the number that the thread says."""
    last = commissioning.Message.objects.filter(thread=OuterRef("pk")).order_by("-number").values("number")[:1]
    rows = commissioning.Thread.objects.select_related("project").annotate(last=Coalesce(Subquery(last), 0))
    said = gettext_lazy("项目 %(number)s 的话题 %(n)s：消息的编号对不上。")
    where_not(found, rows, Q(count=F("last")), lambda row: said % {"number": row.project.number, "n": row.pk})


def _message_files(found: Found) -> None:
    rows = commissioning.MessageFile.objects.select_related("message__thread__project")
    uploads.check(found, rows, "stored_as", _message_file)


def _message_file(one: commissioning.MessageFile) -> str:
    """By its key alone: a name of a file may tell of somebody."""
    return _("项目 %(number)s 的消息文件 %(n)s") % {"number": one.message.thread.project.number, "n": one.pk}


def _reports(found: Found) -> None:
    """What was submitted of a report gives the digest that was kept with it."""
    for version in found.each(commissioning.ReportVersion.objects.select_related("report__project")):
        if report_paper.digest(version.paper) != version.digest:
            said = {"which": version.report, "n": version.number}
            found.breach(_("定期报告 %(which)s 版本 %(n)s：提交以后被改过。") % said)


def _report_files(found: Found) -> None:
    rows = commissioning.ReportFile.objects.select_related("report__project")
    uploads.check(found, rows, "stored_as", _report_file)


def _report_file(one: commissioning.ReportFile) -> str:
    return _("定期报告 %(which)s 的文件「%(name)s」") % {"which": one.report, "name": one}


def _spent(found: Found) -> None:
    """What stands beside a line of a budget is the sum of its expenses and of its approved transfers."""
    rows = commissioning.BudgetLine.objects.select_related("contract", "category")
    for line in found.each(rows.annotate(really_fen=_of_line("expenses", "line"))):
        moved = _moved(line, "transfers_in") - _moved(line, "transfers_out")
        if (line.spent_fen, line.moved_fen) != (line.really_fen, moved):
            said = {"number": line.contract.number, "line": line.category}
            found.breach(_("合同 %(number)s「%(line)s」：已用或调剂与明细不符。") % said)


def _of_line(name: str, field: str) -> Any:
    parts = getattr(commissioning.BudgetLine, name).rel.related_model.objects.filter(**{field: OuterRef("pk")})
    return Coalesce(Subquery(parts.order_by().values(field).annotate(all=Sum("amount_fen")).values("all")), 0)


def _moved(line: commissioning.BudgetLine, name: str) -> int:
    approved = getattr(line, name).filter(state=commissioning.TransferState.APPROVED)
    return int(approved.aggregate(all=Sum("amount_fen", default=0))["all"])


def _awards(found: Found) -> None:
    """Who won a purchase provides its project, and signed at the price of the award."""
    rows = commissioning.Procurement.objects.filter(state=commissioning.ProcurementState.AWARDED)
    rows = rows.select_related("project", "winner__organisation").annotate(signed=F("project__contract__amount_fen"))
    fits = Q(project__provider=F("winner__organisation"), winner__procurement=F("pk"))
    fits &= Q(signed=None) | Q(signed=F("winner__quote_fen"))
    where_not(found, rows, fits, lambda row: UNLIKE % {"number": row.project.number, "winner": row.winner})


def _answers(found: Found) -> None:
    """A need is answered by a project of its own sub-district and of its plan's year."""
    rows = commissioning.Answer.objects.select_related("project", "need")
    fits = Q(project__year__year=F("need__plan__year"), project__subdistrict=F("need__subdistrict"))
    said = gettext_lazy("需求「%(need)s」由别的年度或街道的项目 %(number)s 回应。")
    where_not(found, rows, fits, lambda row: said % {"need": row.need.title, "number": row.project.number})


def _as_published(found: Found) -> None:
    """What a published edition of the management rules says gives the digest that was kept with it."""
    for rules in found.each(commissioning.ManagementRules.objects.published()):
        if editions.digest(rules) != rules.digest:
            said = {"title": rules.title, "n": rules.edition}
            found.breach(_("管理办法「%(title)s」第 %(n)s 版：发布以后被改过。") % said)


def _acceptances(found: Found) -> None:
    """What was signed of an acceptance gives the digest that was kept with it."""
    for version in found.each(commissioning.AcceptanceVersion.objects.select_related("acceptance__contract")):
        if acceptance_paper.digest(version.paper) != version.digest:
            said = {"which": version.acceptance, "n": version.number}
            found.breach(_("%(which)s 第 %(n)s 版：签字以后被改过。") % said)


def _proposals(found: Found) -> None:
    files = commissioning.ProposalFile.objects.select_related("proposal__call__procurement__project")
    uploads.check(found, files, "stored_as", _proposal_file)


def _bids_of_proposals(found: Found) -> None:
    """Once the seals are broken what came in is a bid of the same provider at the same price, and nothing is one before."""
    for one in found.each(commissioning.Proposal.objects.select_related("call__procurement__project", "bid")):
        is_open = one.call.unsealed_at and one.state == commissioning.ProposalState.SUBMITTED
        offered = (one.call.procurement_id, one.organisation_id, one.quote_fen) if is_open else None
        bid = one.bid
        if offered != ((bid.procurement_id, bid.organisation_id, bid.quote_fen) if bid else None):
            said = {"number": one.call.procurement.project.number, "n": one.pk}
            found.breach(_("项目 %(number)s 的响应方案 %(n)s：和开标时的响应文件不符。") % said)


def _proposal_file(one: commissioning.ProposalFile) -> str:
    """By its key alone: who bids is nobody's to read in a report of the check."""
    said = {"number": one.proposal.call.procurement.project.number, "n": one.pk}
    return _("项目 %(number)s 的响应方案文件 %(n)s") % said


def _certificates(found: Found) -> None:
    rows = commissioning.Post.objects.exclude(stored_as="").select_related("project")
    uploads.check(found, rows, "stored_as", _certificate)


def _certificate(one: commissioning.Post) -> str:
    return _("项目 %(number)s 的岗位 %(n)s 的证书") % {"number": one.project.number, "n": one.pk}


def _incidents(found: Found) -> None:
    """One is closed where the last that was said of its end closed it."""
    ends = commissioning.IncidentStep.objects.filter(incident=OuterRef("pk"), kind__in=("closed", "reopened"))
    rows = commissioning.Incident.objects.select_related("project").annotate(
        last=Coalesce(Subquery(ends.order_by("-number").values("kind")[:1]), Value(""))
    )
    is_closed = Q(state=commissioning.IncidentState.CLOSED)
    fits = (is_closed & Q(last="closed")) | (~is_closed & ~Q(last="closed"))
    said = gettext_lazy("项目 %(number)s 的事件或投诉 %(n)s：状态和办理的记录对不上。")
    where_not(found, rows, fits, lambda row: said % {"number": row.project.number, "n": row.pk})


def _texts(found: Found) -> None:
    """The search finds each thing by what it says, and by nothing that it does not say."""
    for source in SOURCES.values():
        own = commissioning.SearchText.objects.filter(kind=source.kind)
        known = dict(own.values_list("object_id", "text"))
        for thing in found.each(source.rows()):
            said = source.said(thing).text
            if known.pop(thing.pk, "") != (said if finding.aloud(said).plain else ""):
                found.breach(UNREAD % {"kind": source.kind, "n": thing.pk})
        for key in known:
            found.breach(UNREAD % {"kind": source.kind, "n": key})


PROMISES = (
    Promise("acceptances_as_signed", gettext_lazy("验收书签字以后没有改过"), _acceptances),
    Promise("rules_as_published", gettext_lazy("管理办法各版发布以后没有改过"), _as_published),
    Promise("contract_sums", gettext_lazy("分期付款和预算加起来就是合同金额"), _sums),
    Promise("budget_use", gettext_lazy("预算科目的已用和调剂与明细一致"), _spent),
    Promise("awards", gettext_lazy("成交的就是承接机构，成交价就是原合同金额"), _awards),
    Promise("needs_answered", gettext_lazy("需求由同一年度、同一街道的项目回应"), _answers),
    Promise("projects_one_place", gettext_lazy("每个项目只牵涉自己的街道"), _one_place),
    Promise("archives_kept", gettext_lazy("采购档案里的文件没有删除"), _archives),
    Promise("vouchers", gettext_lazy("支出凭证的文件都在、都打得开"), _vouchers),
    Promise("proposals_as_opened", gettext_lazy("开标后的响应文件和响应方案一致"), _bids_of_proposals),
    Promise("proposal_files", gettext_lazy("响应方案的文件都在、都打得开"), _proposals),
    Promise("messages", gettext_lazy("每个话题的消息一条不少"), _messages),
    Promise("message_files", gettext_lazy("消息里的文件都在、都打得开"), _message_files),
    Promise("reports_as_submitted", gettext_lazy("定期报告提交以后没有改过"), _reports),
    Promise("report_files", gettext_lazy("定期报告的文件都在、都打得开"), _report_files),
    Promise("visit_photos", gettext_lazy("走访的照片都在、都打得开"), _visit_photos),
    Promise("task_files", gettext_lazy("任务的文件都在、都打得开"), _task_files),
    Promise("task_answers", gettext_lazy("等着确认的任务都写了完成情况"), _task_answers),
    Promise("certificates", gettext_lazy("社工证书的文件都在、都打得开"), _certificates),
    Promise("incidents", gettext_lazy("办结的事件和投诉都有办结的理由"), _incidents),
    Promise("search_texts", gettext_lazy("能查找的文字就是记录里的文字"), _texts),
    Promise("papers", gettext_lazy("项目资料的文件都在、都打得开"), _papers),
)
