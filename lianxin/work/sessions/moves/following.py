"""The forms of supervision, strike-off and return visit, and those of a task."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.moves import MoveForm
from lianxin.work.sessions import actions, rules
from lianxin.work.sessions.flow import SUPERVISE
from lianxin.work.sessions.forms.fields import FilesField, day, outcome, words
from lianxin.work.sessions.models import ReturnVisit
from lianxin.work.sessions.moves.items import AtLevel
from lianxin.work.sessions.queries import items, page


class Supervise(AtLevel):
    permission = SUPERVISE
    note = words(_("督办要求"))
    done = _("已督办，责任单位会收到通知。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.supervise(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class Complete(AtLevel):
    permission = SUPERVISE
    note = words(_("说明"), required=False)
    done = _("已转销号。")

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        if not super().is_offered(matter, actor):
            return False
        return all(task["state"] in {"proved", "closed"} for task in page.children(matter))

    def run(self) -> None:
        told = self.cleaned_data
        actions.complete(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class Strike(AtLevel):
    permission = SUPERVISE
    outcome = outcome(rules.STRIKE_OUTCOMES)
    public_note = words(_("以什么为凭，现在怎样"), help_text=_("提出的人能看到。责任单位不能给自己销号。"))
    file = FilesField(label=_("凭证（照片或文件）"), required=False)
    done = _("已销号，请安排回访。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.strike(
            self.matter,
            actor=self.actor,
            outcome=told["outcome"],
            proof=told["public_note"],
            files=told["file"],
            version=told["version"],
        )


class Visit(MoveForm):
    on = day(_("回访日期"))
    how = forms.ChoiceField(label=_("方式"), choices=ReturnVisit.HOW, widget=forms.RadioSelect)
    public_note = words(_("回访情况"), help_text=_("看到了什么，本人怎么说。"))
    done = _("已登记回访，等本人说是否解决。")
    with_person = True

    def prepare(self) -> None:
        self.fields["on"].initial = timezone.localdate()

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return page.item(matter).has_person == cls.with_person

    def facts(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"on": told["on"], "how": told["how"], "note": told["public_note"], "version": told["version"]}

    def run(self) -> None:
        actions.visit(self.matter, actor=self.actor, **self.facts())


class Finish(Visit):
    done = _("已登记回访，事项办结。")
    with_person = False

    def run(self) -> None:
        actions.finish(self.matter, actor=self.actor, **self.facts())


class Remark(MoveForm):
    note = words(_("备注"))
    done = _("已记下。")

    def run(self) -> None:
        actions.remark(self.matter, actor=self.actor, note=self.cleaned_data["note"])


class Accept(MoveForm):
    done = _("已接办。")

    def run(self) -> None:
        actions.accept(self.matter, actor=self.actor, version=self.cleaned_data["version"])


class Progress(MoveForm):
    public_note = words(_("进展"))
    done = _("已报告进展。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.progress(self.matter, actor=self.actor, text=told["public_note"], version=told["version"])


class Prove(MoveForm):
    public_note = words(_("做了什么，以什么为凭"))
    file = FilesField(label=_("凭证（照片或文件）"), required=False)
    done = _("已报告完成，等核验。")

    def prepare(self) -> None:
        wanted = items.decision_of(self.matter).proof_wanted
        if wanted:
            self.fields["file"].help_text = _("会议要的凭证：%(wanted)s") % {"wanted": wanted}

    def run(self) -> None:
        told = self.cleaned_data
        actions.prove(
            self.matter, actor=self.actor, proof=told["public_note"], files=told["file"], version=told["version"]
        )


class NotByOwner(MoveForm):
    """A check of the owner's work: no button for the owner's own people."""

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return actor.unit_id is not None and actor.unit_id != matter.holder_id


class SendBack(NotByOwner):
    due_on = day(_("新的完成时限"))
    note = words(_("还差什么"))
    done = _("已退回再办。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.send_back(
            self.matter, actor=self.actor, due_on=told["due_on"], note=told["note"], version=told["version"]
        )


class StrikeTask(NotByOwner):
    outcome = outcome(rules.STRIKE_OUTCOMES)
    note = words(_("核验情况"), required=False)
    done = _("已销号。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.strike_task(
            self.matter, actor=self.actor, outcome=told["outcome"], note=told["note"], version=told["version"]
        )


class SuperviseTask(MoveForm):
    note = words(_("督办要求"))
    done = _("已督办，责任单位会收到通知。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.supervise_task(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class Redate(MoveForm):
    due_on = day(_("新的完成时限"))
    public_note = words(_("理由"))
    done = _("已改期。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.redate(
            self.matter, actor=self.actor, due_on=told["due_on"], reason=told["public_note"], version=told["version"]
        )


class Cancel(MoveForm):
    note = words(_("理由"))
    done = _("已撤销任务。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.cancel_task(self.matter, actor=self.actor, note=told["note"], version=told["version"])
