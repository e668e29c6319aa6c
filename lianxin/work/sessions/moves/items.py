"""The forms of an item before and at its session."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters import onward
from lianxin.kernel.matters import queries as matter_queries
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.moves import MoveForm
from lianxin.work.sessions import actions, rules
from lianxin.work.sessions.actions.deciding import Task, title_of
from lianxin.work.sessions.flow import CONVENE, STUDY
from lianxin.work.sessions.forms.fields import UnitField, day, line, outcome, words
from lianxin.work.sessions.models import CostShare
from lianxin.work.sessions.queries import items, page


class AtLevel(MoveForm):
    """A move of the office whose session it is: the button is drawn for its staff alone."""

    permission = STUDY

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return actor.may(cls.permission, page.item(matter).level_path)


class TakeUp(AtLevel):
    note = words(_("说明"), required=False)
    done = _("已转入研判。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.take_up(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class Study(AtLevel):
    note = words(_("研判意见"), help_text=_("问题是什么、涉及谁、为什么一直没有解决。"))
    proposal = words(_("拟办建议"), required=False)
    done = _("已完成研判，请与有关单位协商。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.study(
            self.matter, actor=self.actor, note=told["note"], proposal=told["proposal"], version=told["version"]
        )


class Talk(AtLevel):
    unit = UnitField(label=_("与哪个单位协商"))
    on = day(_("日期"))
    view = words(_("这个单位的意见"))
    agrees = forms.ChoiceField(
        label=_("是否同意"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("1", _("同意")), ("0", _("不同意")), ("", _("待定"))],
    )
    done = _("已登记会前协商。")

    def prepare(self) -> None:
        self.fields["unit"].queryset = owners(self.matter)  # type: ignore[attr-defined]
        self.fields["on"].initial = timezone.localdate()

    def run(self) -> None:
        told = self.cleaned_data
        actions.talk(
            self.matter,
            actor=self.actor,
            unit=told["unit"],
            on=told["on"],
            view=told["view"],
            agrees={"1": True, "0": False}.get(told["agrees"]),
            version=told["version"],
        )


class Propose(AtLevel):
    note = words(_("说明"), required=False)
    done = _("已提请上会。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.propose(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class ShareCost(AtLevel):
    payer = forms.ChoiceField(label=_("谁出"), choices=CostShare.PAYERS, widget=forms.RadioSelect)
    yuan = forms.DecimalField(label=_("金额（元）"), max_digits=12, decimal_places=2, min_value=0)
    households = forms.IntegerField(
        label=_("分担的户数"), required=False, min_value=0, max_value=1_000_000, help_text=_("居民同筹时填写。")
    )
    words = line(_("说明"), required=False)
    done = _("已登记费用分担。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.share_cost(
            self.matter,
            actor=self.actor,
            payer=told["payer"],
            fen=int(told["yuan"] * 100),
            households=told["households"] or 0,
            words=told["words"],
            version=told["version"],
        )


class Lift(AtLevel):
    note = words(_("为什么要上一级解决"))
    done = _("已提请上一级例会。")

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return super().is_offered(matter, actor) and page.item(matter).level != "city"

    def run(self) -> None:
        told = self.cleaned_data
        actions.lift(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class Decline(AtLevel):
    outcome = outcome(rules.DECLINE_OUTCOMES)
    public_note = words(_("告诉提出的人和来件单位的理由"))
    done = _("已说明理由并办结。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.decline(
            self.matter,
            actor=self.actor,
            outcome=told["outcome"],
            public_note=told["public_note"],
            version=told["version"],
        )


class Join(AtLevel):
    into = line(_("并入哪一件（编号）"), most=40)
    note = words(_("说明"), required=False)
    done = _("已并入，两边提出的人都会看到进展。")

    def clean_into(self) -> Matter:
        try:
            return matter_queries.matter(self.actor, self.cleaned_data["into"].strip())
        except Matter.DoesNotExist as missing:
            raise forms.ValidationError(_("没有找到这个编号的事项。")) from missing

    def run(self) -> None:
        told = self.cleaned_data
        actions.join(self.matter, into=told["into"], actor=self.actor, note=told["note"], version=told["version"])


class HandOver(onward.HandOver, AtLevel):
    act = staticmethod(actions.hand_over)

    @classmethod
    def has_person(cls, matter: Matter) -> bool:
        return page.item(matter).has_person


class Schedule(AtLevel):
    permission = CONVENE
    session = forms.ChoiceField(label=_("哪一次会议"), error_messages={"required": _("请选择会议。")})
    presenter = line(_("汇报单位"), required=False)
    done = _("已列入议程。")

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return super().is_offered(matter, actor) and all(point.result for point in page.points(matter))

    def prepare(self) -> None:
        self.sessions = {
            str(each.pk): each for each in items.open_sessions(self.actor, page.item(self.matter).level_path)
        }
        self.fields["session"].choices = [  # type: ignore[attr-defined]
            ("", _("请选择会议")),
            *((pk, f"{timezone.localdate(each.at)} {title_of(each)}") for pk, each in self.sessions.items()),
        ]

    def run(self) -> None:
        told = self.cleaned_data
        actions.schedule(
            self.matter,
            actor=self.actor,
            session=self.sessions[told["session"]],
            presenter=told["presenter"],
            version=told["version"],
        )


class Unschedule(AtLevel):
    permission = CONVENE
    note = words(_("理由"))
    done = _("已撤出议程。")

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return super().is_offered(matter, actor) and page.is_unsettled(matter, "planned")

    def run(self) -> None:
        told = self.cleaned_data
        actions.unschedule(self.matter, actor=self.actor, note=told["note"], version=told["version"])


class Defer(AtLevel):
    permission = CONVENE
    public_note = words(_("为什么留待下次"))
    done = _("已记下，留待下次会议。")

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return super().is_offered(matter, actor) and page.is_unsettled(matter, "held")

    def run(self) -> None:
        told = self.cleaned_data
        actions.defer(self.matter, actor=self.actor, public_note=told["public_note"], version=told["version"])


class WithTask(AtLevel):
    """A form that names a task: what, who, until when, what proves it."""

    permission = CONVENE
    text = words(_("任务"), help_text=_("做什么，做到什么程度。"), rows=3)
    owner = UnitField()
    due_on = day(_("完成时限"))
    proof_wanted = line(_("以什么为凭"), required=False, most=200, help_text=_("例如：通水照片、验收单。"))

    def prepare(self) -> None:
        self.fields["owner"].queryset = owners(self.matter)  # type: ignore[attr-defined]

    def task(self) -> Task:
        told = self.cleaned_data
        return Task(told["text"], told["owner"], told["due_on"], told["proof_wanted"])


class Decide(WithTask):
    """What was proposed for the session is often what it decides: it stands there already, to be corrected."""

    public_note = words(_("会议决定"), help_text=_("提出的人能看到。"))
    field_order = ("public_note", "text", "owner", "due_on", "proof_wanted")
    done = _("已记下会议决定。任务记全之后请交办。")

    def prepare(self) -> None:
        super().prepare()
        self.fields["public_note"].initial = page.item(self.matter).proposal

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return super().is_offered(matter, actor) and page.is_unsettled(matter, "held")

    def run(self) -> None:
        told = self.cleaned_data
        actions.decide(
            self.matter, actor=self.actor, conclusion=told["public_note"], task=self.task(), version=told["version"]
        )


class AddDecision(WithTask):
    done = _("已增加任务。")

    def run(self) -> None:
        actions.add_decision(self.matter, actor=self.actor, task=self.task(), version=self.cleaned_data["version"])


class Assign(AtLevel):
    permission = CONVENE
    note = words(_("交办要求"), required=False)
    done = _("已交办，期限按会议决定计算。")

    def run(self) -> None:
        told = self.cleaned_data
        actions.assign(self.matter, actor=self.actor, note=told["note"], version=told["version"])


def owners(matter: Matter) -> Any:
    """Units that may be talked with or charged: those of the place and above it, and of the session's level."""
    found: Any = items.units_to_choose([matter.place_path, page.item(matter).level_path])
    return found
