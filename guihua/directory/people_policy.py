"""Who may do what with the register of people: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.core import clock
from guihua.core.refusal import Refusal
from guihua.directory import subject
from guihua.directory.calc.id_numbers import needs_guardian
from guihua.directory.models import Consent, Decision, Merge, Person, Resemblance, Role, SealedField, Subdistrict, users
from guihua.directory.policy import keeps_register

MOST_READ_AN_HOUR = 30
FEWEST_WORDS = 4  # characters of a reason that says anything


def why_not_read(
    user: Any, person: Person, field: SealedField, *, knows: bool, born: date | None, words: str, recent: int
) -> Refusal | None:
    """Whole numbers are for the office; phones of people whom they met are for workers and managers as well.

    Of children under 14 the office alone reads any (未成年人网络保护条例, Article 36).
    """
    if refusal := why_not_ask_to_read(user, person, field, knows=knows, born=born):
        return refusal
    if len(words.strip()) < FEWEST_WORDS:
        return Refusal("no-reason", _("请写明为什么要看，至少 %(n)d 个字。") % {"n": FEWEST_WORDS})
    if recent >= MOST_READ_AN_HOUR:
        return Refusal("too-many", _("一小时里最多看 %(n)d 次完整号码。请过一会儿再看。") % {"n": MOST_READ_AN_HOUR})
    return None


def why_not_ask_to_read(
    user: Any, person: Person, field: SealedField, *, knows: bool, born: date | None
) -> Refusal | None:
    if keeps_register(user, person.subdistrict_id):
        return None
    if not knows:
        return Refusal("not-yours", _("只有街道办公室和见过这个人的项目能看。"))
    if field == SealedField.ID_NUMBER:
        return Refusal("no-role", _("完整证件号码只有街道办公室能看。需要时请联系办公室。"))
    if needs_guardian(born, clock.today()):
        return Refusal("no-role", _("未满 14 岁的人，完整号码只有街道办公室能看。需要时请联系办公室。"))
    return None


def why_not_keep_register(user: Any, subdistrict: Subdistrict) -> Refusal | None:
    """The register of people is kept by the office, or the server's own command."""
    if keeps_register(user, subdistrict.pk):
        return None
    return Refusal("no-role", _("人员登记由街道办公室管理。需要时请联系办公室。"))


def why_not_take_out(user: Any, subdistrict: Subdistrict) -> Refusal | None:
    if brings_people(user, subdistrict):
        return None
    return Refusal("no-role", _("只有街道办公室和机构负责人能撤销导入。需要时请联系办公室。"))


def why_not_tell_of_file(user: Any, subdistrict: Subdistrict) -> Refusal | None:
    if brings_people(user, subdistrict):
        return None
    return Refusal("no-role", _("只有街道办公室和机构负责人能导入数据。需要时请联系他们。"))


def brings_people(user: Any, subdistrict: Subdistrict) -> bool:
    """Those whose files bring people: the office, and a provider's manager."""
    if keeps_register(user, subdistrict.pk):
        return True
    return users.subdistricts_of(user, Role.MANAGER).filter(subdistrict=subdistrict).exists()


def why_not_merge(user: Any, kept: Person, other: Person, *, wrong: Person | None, why: str) -> Refusal | None:
    if refusal := _why_not_these(user, kept, other):
        return refusal
    if refusal := _why_not_one_more_time(kept, other):
        return refusal
    if len(why.strip()) < FEWEST_WORDS:
        return Refusal("no-reason", _("请写明凭什么认定，至少 %(n)d 个字。") % {"n": FEWEST_WORDS})
    groups = [list(subject.as_met(one)) for one in (kept, other)]
    return _why_not_by_number(groups, wrong) or _why_not_by_word(kept, other, groups)


def why_not_decide_again(found: Resemblance) -> Refusal | None:
    """Somebody else may have decided since the page was opened."""
    if found.decision == Decision.DIFFERENT:
        return said_different(found)
    return _why_not_one_more_time(found.person, found.other)


def _why_not_one_more_time(*people: Person) -> Refusal | None:
    for one in people:
        if into := one.merged_into:
            words = _("「%(name)s」的登记已经并入「%(into)s」。请从那一条开始。")
            return Refusal("merged", words % {"name": one.name, "into": into.name})
    return None


def _why_not_these(user: Any, one: Person, two: Person) -> Refusal | None:
    if refusal := why_not_keep_register(user, one.subdistrict):
        return refusal
    if one.pk == two.pk or one.subdistrict_id != two.subdistrict_id:
        return Refusal("same-row", _("请选两条不同的登记。"))
    if not (one.data_key and two.data_key):
        return Refusal("erased", _("这个人的信息已经删除，不能再改。"))
    return None


def numbered(rows: Iterable[Person]) -> list[Person]:
    """Those that bear an ID number which nobody declared wrong."""
    rows = [row for row in rows if row.id_index is not None]
    wrong = set(Merge.objects.standing().filter(wrong__in=rows).values_list("wrong", flat=True))
    return [row for row in rows if row.pk not in wrong]


def _why_not_by_number(groups: list[list[Person]], wrong: Person | None) -> Refusal | None:
    """Two with different ID numbers are never one, unless one of the numbers is declared wrong."""
    right = [[row for row in numbered(rows) if wrong is None or row.pk != wrong.pk] for rows in groups]
    if all(right):
        words = _("两条登记的证件号码不同，不会是同一人。如果其中一个号码登记错了，请先选出错的是哪一个。")
        return Refusal("two-numbers", words)
    return None


def _why_not_by_word(kept: Person, other: Person, groups: list[list[Person]]) -> Refusal | None:
    """Somebody said of two rows, one of each side, that they are different. Of these very two it may be said anew."""
    across = Q(person__in=groups[0], other__in=groups[1]) | Q(person__in=groups[1], other__in=groups[0])
    these = Q(person=kept, other=other) | Q(person=other, other=kept)
    said = Resemblance.objects.filter(across, decision=Decision.DIFFERENT).exclude(these)
    found = said.select_related("decided_by").first()
    return said_different(found) if found else None


def said_different(found: Resemblance) -> Refusal:
    words = _("%(who)s 在 %(day)s 认定过他们不是同一人。要合并，请先撤回那个决定。")
    who = found.decided_by.name if found.decided_by else _("系统")
    day = timezone.localdate(found.decided_at).isoformat() if found.decided_at else "–"
    return Refusal("said-different", words % {"who": who, "day": day})


def why_not_take_apart(user: Any, made: Merge, *, why: str) -> Refusal | None:
    if refusal := why_not_keep_register(user, made.subdistrict):
        return refusal
    if made.undone_at:
        return Refusal("undone", _("这次合并已经拆开了。"))
    if not (made.kept.data_key and made.other.data_key):
        return Refusal("erased", _("这个人的信息已经删除，不能再改。"))
    if len(why.strip()) < FEWEST_WORDS:
        return Refusal("no-reason", _("请写明为什么拆开，至少 %(n)d 个字。") % {"n": FEWEST_WORDS})
    return None


def why_not_say_different(user: Any, one: Person, two: Person) -> Refusal | None:
    if refusal := _why_not_these(user, one, two):
        return refusal
    either = Q(kept=one, other=two) | Q(kept=two, other=one)
    if Merge.objects.standing().filter(either).exists():
        return Refusal("merged", _("他们是由人合并的。请先在人员页拆开。"))
    return None


def why_not_reopen(user: Any, one: Person, two: Person) -> Refusal | None:
    return why_not_say_different(user, one, two)


def why_not_correct(user: Any, person: Person, *, seen: int, version: int) -> Refusal | None:
    if refusal := why_not_keep_register(user, person.subdistrict):
        return refusal
    if not person.data_key:
        return Refusal("erased", _("这个人的信息已经删除，不能再改。"))
    if into := person.merged_into:
        words = _("「%(name)s」的登记已经并入「%(into)s」。请从那一条开始。")
        return Refusal("merged", words % {"name": person.name, "into": into.name})
    if seen != version:
        return Refusal("changed", _("你打开以后，有人改过这个人的登记。请看看下面的修改记录，再决定要不要保存。"))
    return None


def known_by_number(other: Person) -> Refusal:
    return Refusal("known", _("这个证件号码已经登记在「%(name)s」名下。") % {"name": other.name})


def known_by_phone(other: Person) -> Refusal:
    return Refusal("known", _("已经有一个「%(name)s」登记了这个手机。") % {"name": other.name})


def why_not_consent(
    user: Any, person: Person, *, born: date | None, on: date, guardian: str, is_there: bool
) -> Refusal | None:
    """For whoever was under 14 on the day, a guardian allows (PIPL, Article 31)."""
    if refusal := why_not_keep_register(user, person.subdistrict):
        return refusal
    if not person.data_key:
        return Refusal("erased", _("这个人的信息已经删除，不能再改。"))
    if needs_guardian(born, on) and not guardian.strip():
        return Refusal("no-guardian", _("未满 14 岁，要由监护人同意。请填写监护人。"))
    if on > clock.today():
        return Refusal("future", _("同意日期不能在今天以后。"))
    if is_there:
        return Refusal("exists", _("这个用途、这个版本已经同意过了。"))
    return None


def why_not_withdraw(user: Any, consent: Consent) -> Refusal | None:
    if refusal := why_not_keep_register(user, consent.subdistrict):
        return refusal
    return Refusal("withdrawn", _("这项同意已经撤回了。")) if consent.withdrawn_at else None
