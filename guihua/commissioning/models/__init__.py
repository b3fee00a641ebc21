"""What is bought and paid: project, contract, budget, payments, who takes part, and the words the office keeps for it."""

from guihua.commissioning.models.archives import KEPT_YEARS, ArchivedFile, Due, MethodPaper
from guihua.commissioning.models.budgets import BudgetCategory, BudgetLine, Expense, Transfer, TransferState
from guihua.commissioning.models.contracts import (
    JUDGED,
    REPORTED,
    Amendment,
    Contract,
    Grade,
    Milestone,
    WaitsFor,
)
from guihua.commissioning.models.files import FileVersion, ProjectFile, ProjectFileQuerySet
from guihua.commissioning.models.modes import ModeRule, ModeStep, Rhythm
from guihua.commissioning.models.partners import Partner, PartnerQuerySet
from guihua.commissioning.models.payments import ENDED, Instalment, Payment, PaymentState
from guihua.commissioning.models.plans import Answer, CommunityPlan, Need, PlanState
from guihua.commissioning.models.procurements import (
    Bid,
    BidState,
    Judge,
    MethodStep,
    Procurement,
    ProcurementState,
    Prohibited,
    PurchaseCategory,
    StepTaken,
)
from guihua.commissioning.models.projects import NOT_BOUGHT, Project, ProjectQuerySet, ProjectState
from guihua.commissioning.models.publicity import STEP_OF, NoticeKind, PublicNotice
from guihua.commissioning.models.rules import LAW, Article, Limit, ManagementRules, Setting
from guihua.commissioning.models.words import (
    CORRECTIONS,
    Campaign,
    Domain,
    ManagementMode,
    Named,
    ProcurementMethod,
    ProgrammeYear,
)

__all__ = [
    "CORRECTIONS",
    "ENDED",
    "JUDGED",
    "KEPT_YEARS",
    "LAW",
    "NOT_BOUGHT",
    "REPORTED",
    "STEP_OF",
    "Amendment",
    "Answer",
    "ArchivedFile",
    "Article",
    "Bid",
    "BidState",
    "BudgetCategory",
    "BudgetLine",
    "Campaign",
    "CommunityPlan",
    "Contract",
    "Domain",
    "Due",
    "Expense",
    "FileVersion",
    "Grade",
    "Instalment",
    "Judge",
    "Limit",
    "ManagementMode",
    "ManagementRules",
    "MethodPaper",
    "MethodStep",
    "Milestone",
    "ModeRule",
    "ModeStep",
    "Named",
    "Need",
    "NoticeKind",
    "Partner",
    "PartnerQuerySet",
    "Payment",
    "PaymentState",
    "PlanState",
    "Procurement",
    "ProcurementMethod",
    "ProcurementState",
    "ProgrammeYear",
    "Prohibited",
    "Project",
    "ProjectFile",
    "ProjectFileQuerySet",
    "ProjectQuerySet",
    "ProjectState",
    "PublicNotice",
    "PurchaseCategory",
    "Rhythm",
    "Setting",
    "StepTaken",
    "Transfer",
    "TransferState",
    "WaitsFor",
]
