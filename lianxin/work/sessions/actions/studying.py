"""The office's work before the session: study, talks with the units, who bears the cost."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters.errors import MoveRefused
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.perform import perform
from lianxin.kernel.words import N_
from lianxin.work.sessions.actions.deciding import leave_agenda
from lianxin.work.sessions.actions.guarded import at_level, require_level
from lianxin.work.sessions.flow import STUDY, SUPERVISE
from lianxin.work.sessions.models import CostShare, SessionItem, Talk
from lianxin.work.sessions.queries import items

PARTICULARS = "own particulars under lock"


def take_up(
    matter: Matter, *, actor: Actor, note: str = "", version: int | None = None, at: datetime | None = None
) -> Matter:
    """Takes a clue up for study; the one who takes it up studies it."""
    return perform(
        matter,
        "take_up",
        actor=actor,
        version=version,
        note=note,
        at=at,
        adjust=at_level(actor, STUDY),
        changes={"assignee_id": actor.user_id},
    )


def study(
    matter: Matter,
    *,
    actor: Actor,
    note: str,
    proposal: str = "",
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """Writes down what the problem is and what could be done; then the units are talked with."""

    def keep(row: Matter) -> None:
        require_level(row, actor, STUDY)
        rows = SessionItem.objects.unscoped(reason=PARTICULARS)
        rows.filter(matter=row).update(study=note.strip(), proposal=proposal.strip())

    return perform(matter, "study", actor=actor, version=version, note=note, at=at, adjust=keep)


def talk(
    matter: Matter,
    *,
    actor: Actor,
    unit: Unit,
    view: str,
    on: date | None = None,
    agrees: bool | None = None,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """Writes down a talk with a unit before the session. The person who asked reads with whom, not what was said."""
    if not view.strip():
        raise MoveRefused(N_("请写明这个单位的意见。"), field="view")

    def keep(row: Matter) -> None:
        require_level(row, actor, STUDY)
        day = on or timezone.localdate(at)
        Talk.objects.create(matter=row, unit=unit, on=day, view=view.strip(), agrees=agrees)

    return perform(
        matter,
        "talk",
        actor=actor,
        version=version,
        note=view,
        at=at,
        adjust=keep,
        public_note=_in_chinese(N_("已与%(unit)s协商。"), unit=unit.name),
    )


def _in_chinese(sentence: str, **facts: str) -> str:
    """A sentence that is kept, in the language of the file."""
    with override("zh-hans"):
        return _(sentence) % facts


def propose(
    matter: Matter, *, actor: Actor, note: str = "", version: int | None = None, at: datetime | None = None
) -> Matter:
    """The talks are over and the item waits for a session. Raises MoveRefused while nobody was talked with."""

    def check(row: Matter) -> None:
        require_level(row, actor, STUDY)
        if not Talk.objects.unscoped(reason=PARTICULARS).filter(matter=row).exists():
            raise MoveRefused(N_("上会之前要先与有关单位协商，并登记协商情况。"))

    return perform(matter, "propose", actor=actor, version=version, note=note, at=at, adjust=check)


def share_cost(
    matter: Matter,
    *,
    actor: Actor,
    payer: str,
    fen: int,
    words: str = "",
    households: int = 0,
    version: int | None = None,
    at: datetime | None = None,
) -> Matter:
    """Writes down who bears what of the cost; the person who asked reads it."""
    if fen <= 0:
        raise MoveRefused(N_("金额要大于零。"), field="yuan")
    if payer == "residents" and households < 1:
        raise MoveRefused(N_("居民同筹要写明户数。"), field="households")

    def keep(row: Matter) -> None:
        require_level(row, actor, STUDY)
        CostShare.objects.create(matter=row, payer=payer, fen=fen, words=words.strip(), households=households)

    label = str(dict(CostShare.PAYERS)[payer])
    told = N_("%(who)s %(yuan)s 元") if not households else N_("%(who)s %(yuan)s 元，%(households)s 户")
    text = _in_chinese(told, who=label, yuan=f"{fen / 100:,.2f}", households=str(households))
    return perform(matter, "share_cost", actor=actor, version=version, at=at, adjust=keep, public_note=text, note=words)


@audit.together()
def lift(matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None) -> Matter:
    """Asks the session one level up to take an item. It is studied anew there."""
    path = items.level_path(matter.place_path, "city")

    def keep(row: Matter) -> None:
        require_level(row, actor, STUDY)
        particulars = items.particulars(row)
        if particulars.level == "city" or not path:
            raise MoveRefused(N_("已经是最高一级，不能再上报。"))
        leave_agenda(row, note)
        particulars.level, particulars.level_path = "city", path
        particulars.save(update_fields=["level", "level_path"])

    office = items.office_at(path) if path else None
    return perform(
        matter,
        "lift",
        actor=actor,
        version=version,
        note=note,
        at=at,
        adjust=keep,
        changes={"holder_id": office.pk if office else None, "assignee_id": None},
        data={"unit": office.name} if office else {},
    )


def supervise(
    matter: Matter, *, actor: Actor, note: str, version: int | None = None, at: datetime | None = None
) -> Matter:
    """Puts an item and its open tasks under supervision: marked in lists, told to the units."""
    return perform(
        matter,
        "supervise",
        actor=actor,
        version=version,
        note=note,
        at=at,
        adjust=at_level(actor, SUPERVISE),
        changes={"supervised_at": at or timezone.now()},
    )


def remark(matter: Matter, *, actor: Actor, note: str, at: datetime | None = None) -> Matter:
    """A note for colleagues; the person who asked does not see it."""
    return perform(matter, "remark", actor=actor, note=note, at=at)
