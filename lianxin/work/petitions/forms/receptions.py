"""The rota, and what is typed while visitors are received."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.models import Contact
from lianxin.kernel.places.picking import PlaceField
from lianxin.work.petitions import queries, rules
from lianxin.work.petitions.actions.receptions import Visit
from lianxin.work.petitions.forms.registers import day
from lianxin.work.petitions.models import LEVELS, Reception, Sitting
from lianxin.work.petitions.moves.shared import long_text


def clock_time(label: Any, initial: str) -> forms.TimeField:
    return forms.TimeField(label=label, initial=initial, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class SittingForm(forms.Form):
    """One line of the rota."""

    on = day(_("日期"))
    from_time = clock_time(_("开始"), "09:00")
    until_time = clock_time(_("结束"), "11:30")
    leader = forms.CharField(label=_("接访领导"), max_length=60)
    post = forms.CharField(label=_("职务"), max_length=60, required=False)
    level = forms.ChoiceField(label=_("层级"), choices=LEVELS, widget=forms.RadioSelect)
    form = forms.ChoiceField(label=_("方式"), choices=Sitting.FORMS, widget=forms.RadioSelect, initial=Sitting.SITTING)
    where = forms.CharField(label=_("地点"), max_length=120)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_path"] = PlaceField(actor=actor, permission="petitions.rota", label=_("接待哪个区域的来访"))


class VisitForm(forms.Form):
    """One batch of visitors. Persons and batches are counted apart."""

    text = long_text(_("反映的问题"), rows=5)
    persons = forms.IntegerField(label=_("来了几个人"), min_value=1, max_value=5000, initial=1)
    representatives = forms.IntegerField(
        label=_("推选的代表"),
        min_value=0,
        max_value=rules.REPRESENTATIVES_MOST,
        initial=0,
        required=False,
        help_text=_("多人走访的，代表不超过5人（《信访工作条例》第二十条）。"),
    )
    level = forms.ChoiceField(label=_("层级"), choices=LEVELS, widget=forms.RadioSelect, required=False)
    form = forms.ChoiceField(label=_("方式"), choices=Reception.FORMS, widget=forms.RadioSelect, required=False)
    leader = forms.CharField(label=_("接访领导（不在班次里的）"), max_length=60, required=False)
    name = forms.CharField(label=_("来访人姓名"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("电话"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    openness = forms.ChoiceField(
        label=_("联系方式公开到什么程度"), choices=Contact.OPENNESS, initial=Contact.RELAY, widget=forms.RadioSelect
    )
    is_received = forms.BooleanField(label=_("现在就接待了"), required=False, initial=True)
    place = PlaceField(permission="petitions.receive", label=_("问题在哪个区域"))
    sitting = forms.ChoiceField(label=_("哪个班次"), required=False)

    def __init__(self, *args: Any, actor: Actor, on: date | None = None, **kwargs: Any) -> None:
        """on: the day of the visit; today unless given."""
        super().__init__(*args, **kwargs)
        self.fields["place"].actor = actor  # type: ignore[attr-defined]
        self.day = day = on or timezone.localdate()
        sat = [
            (str(row.pk), f"{row.leader} {row.from_time:%H:%M}–{row.until_time:%H:%M} {row.where}")
            for row in queries.sittings(day, day)
            if not row.cancelled_because
        ]
        self.fields["sitting"].choices = [("", _("不在班次里")), *sat]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("sitting"):
            for name in ("level", "form"):
                if not told.get(name):
                    self.add_error(name, _("不在班次里的，请选择。"))
        return told

    def visit(self) -> Visit:
        told = self.cleaned_data
        names = ("text", "persons", "level", "form", "leader", "name", "phone", "openness")
        sitting = Sitting.objects.get(pk=told["sitting"]) if told["sitting"] else None
        return Visit(
            **{name: told[name] for name in names},
            place_path=told["place"],
            sitting=sitting,
            representatives=told["representatives"] or 0,
            at=None if self.day == timezone.localdate() else self._moment(sitting),
        )

    def _moment(self, sitting: Sitting | None) -> datetime:
        """When a visit of an earlier day was: the beginning of its sitting, or noon."""
        return timezone.make_aware(datetime.combine(self.day, sitting.from_time if sitting else time(12)))
