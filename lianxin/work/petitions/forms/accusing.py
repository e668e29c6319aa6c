"""A person's own accusation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.models import Unit
from lianxin.kernel.matters.asking import KeyField, PhoneField
from lianxin.kernel.places import tree
from lianxin.work.petitions import queries
from lianxin.work.petitions.actions.accusing import Accusation


class Accuse(forms.Form):
    """``against`` is the key of a unit of the list, or the words that were typed."""

    claim = forms.CharField(
        label=_("您要反映什么"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("谁、什么时候、做了什么，有什么证据。"),
        error_messages={"required": _("请写明您要反映什么。")},
    )
    against = forms.CharField(label=_("反映的是哪个单位，或者哪个单位的人"), max_length=120, required=False)
    against_label = forms.CharField(max_length=120, required=False)
    is_unlisted = forms.BooleanField(label=_("名单里没有这个单位，就按我写的"), required=False)
    place = forms.CharField(label=_("事情在哪里（从名单里选了单位的，可以不填）"), max_length=160, required=False)
    place_label = forms.CharField(max_length=100, required=False)
    name = forms.CharField(label=_("您的姓名（可以不写）"), max_length=60, required=False)
    phone = PhoneField(label=_("您的电话（可以不写；写了，有进展会发短信）"), required=False)
    client_key = KeyField()

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        told["words"] = (told.get("against") or told.get("against_label") or "").strip()
        told["unit"] = self._unit(told["words"], bool(told.get("is_unlisted")))
        place = _place(told.get("place") or told.get("place_label") or "")
        told["path"] = place or (told["unit"].place_path if told["unit"] else "")
        if not told["path"] and "against" not in self.errors:
            self.add_error("place", _("没有认出这个地方，请从列出的里面选一个。"))
        return told

    def _unit(self, words: str, is_unlisted: bool) -> Unit | None:
        """The unit of the list. Words that only resemble one are asked about, so that no misspelling tells it."""
        if not words:
            self.add_error("against", _("请写明单位，这样才能对它保密。"))
            return None
        if words.isdecimal():
            return queries.units_to_name().filter(pk=words).first()
        like = queries.units_named_like(words)
        exact = [unit for unit in like if unit.name == words]
        if len(exact) == 1:
            return exact[0]
        if like and not is_unlisted:
            told = {"names": _("、").join(unit.name for unit in like[:5])}
            self.add_error(
                "against",
                _("名单里有名字相近的单位：%(names)s。是其中一个，请从名单里选；都不是，请勾选下面一项。") % told,
            )
        return None

    def accusation(self) -> Accusation:
        told = self.cleaned_data
        return Accusation(
            claim=told["claim"],
            place_path=told["path"],
            against_unit=told["unit"],
            against_words="" if told["unit"] else told["words"],
            name=told["name"],
            phone=told["phone"],
            client_key=told["client_key"],
        )


def _place(words: str) -> str:
    """The path of a chosen place, or of one that is typed by its whole name; "" when it is not known."""
    words = words.strip()
    node = tree.get(words) if words.endswith(".") else tree.find(words) if words else None
    if node is None:
        named = tree.current().named(words, "") if words else []
        node = named[0] if len(named) == 1 else None
    return node.path if node and node.is_open else ""
