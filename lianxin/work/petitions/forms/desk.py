"""What an agent types while the person sits at the window."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters.asking import PHONE
from lianxin.kernel.matters.models import Contact, Matter
from lianxin.kernel.places.picking import PlaceField
from lianxin.work.petitions import queries, rules
from lianxin.work.petitions.actions.mandates import Mandate
from lianxin.work.petitions.moves.shared import agents_field, choices, long_text


class UnitNamed(forms.ModelChoiceField):
    """The unit that a petition is about, when it is one of ours."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Unit.objects.none(),
            label=_("反映的是哪个单位（可不选）"),
            required=False,
            empty_label=_("不涉及，或不在名单里"),
            widget=forms.Select(attrs={"data-pick": ""}),
            **kwargs,
        )


class NewMandate(forms.Form):
    """One page: the matter, the person, whom it is about, the mandate."""

    kind = forms.ChoiceField(
        label=_("类别"),
        choices=choices(rules.CLASSES),
        widget=forms.RadioSelect,
        initial="appeal",
        help_text=_("检举控告类会密封，被反映的单位看不到，也查不到。"),
    )
    claim = long_text(_("请求：本人要求什么"), rows=3)
    facts = long_text(_("事实和理由（按本人说的如实写）"), rows=6, required=False)
    title = forms.CharField(label=_("标题（可不填）"), max_length=80, required=False)
    against_unit = UnitNamed()
    against_words = forms.CharField(label=_("单位不在名单里，请写名称"), max_length=120, required=False)
    previous = forms.CharField(label=_("以前提出过的，写原来的编号"), max_length=40, required=False)
    has_new_facts = forms.BooleanField(label=_("有新的事实和理由"), required=False)
    name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(
        label=_("电话"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    openness = forms.ChoiceField(
        label=_("联系方式公开到什么程度"), choices=Contact.OPENNESS, initial=Contact.RELAY, widget=forms.RadioSelect
    )
    persons = forms.IntegerField(label=_("一共几个人"), min_value=1, max_value=5000, initial=1)
    representatives = forms.CharField(
        label=_("其他代表（每行一人：姓名 电话）"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("多人提出的，连本人在内代表不超过5人（《信访工作条例》第二十条）。"),
    )
    given_by = forms.ChoiceField(
        label=_("怎样委托"),
        choices=[("oral", _("口头委托，当面宣读")), ("paper", _("书面委托"))],
        widget=forms.RadioSelect,
        initial="oral",
    )
    witness = forms.CharField(label=_("在场人（可不填）"), required=False, max_length=60)
    read_aloud = forms.BooleanField(
        label=_("下面的委托内容已向本人宣读，本人同意"), error_messages={"required": _("委托内容要先向本人宣读。")}
    )

    place = PlaceField(permission="petitions.agent", label=_("事情在哪里"))
    agent = agents_field()

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        self.actor = actor
        super().__init__(*args, **kwargs)
        self.fields["place"].actor = actor  # type: ignore[attr-defined]
        self.fields["agent"].queryset = queries.agents_of(actor)  # type: ignore[attr-defined]
        self.fields["against_unit"].queryset = queries.units_to_name()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Whom an accusation is about must be known: only so can it be kept from them (Art. 30)."""
        told = super().clean() or {}
        if rules.is_sealed(told.get("kind", "")) and not told.get("against_unit"):
            words = (told.get("against_words") or "").strip()
            like = [unit.name for unit in queries.units_named_like(words) if words in unit.name]
            if not words:
                self.add_error("against_unit", _("检举控告请写明被反映的单位，才能对它保密。"))
            elif like:
                named = {"names": _("、").join(like[:5])}
                self.add_error("against_unit", _("名单里有这样的单位：%(names)s。请从名单里选，才能对它保密。") % named)
        return told

    def clean_representatives(self) -> list[tuple[str, str]]:
        """Lines of a name and perhaps a telephone number."""
        found = []
        for line in self.cleaned_data["representatives"].splitlines():
            name, _space, phone = " ".join(line.split()).partition(" ")
            if phone and not PHONE.match(phone):
                raise forms.ValidationError(_("每行写一个人：姓名，空一格，电话。"))
            if name:
                found.append((name, phone))
        return found

    def clean_previous(self) -> Matter | None:
        words = self.cleaned_data["previous"].strip()
        if not words:
            return None
        found = queries.petition_by_number(self.actor, words)
        if found is None:
            raise forms.ValidationError(_("没有找到这个编号的信访事项。"))
        return found

    def mandate(self) -> Mandate:
        told = self.cleaned_data
        openness = Contact.SEALED if rules.is_sealed(told["kind"]) else told["openness"]
        others = told["representatives"]
        spoken = [(told["name"], told["phone"]), *others] if others else []
        names = (
            "kind",
            "claim",
            "facts",
            "title",
            "agent",
            "given_by",
            "witness",
            "read_aloud",
            "name",
            "phone",
            "persons",
            "against_unit",
            "against_words",
            "previous",
            "has_new_facts",
        )
        return Mandate(
            **{name: told[name] for name in names}, place_path=told["place"], openness=openness, representatives=spoken
        )
