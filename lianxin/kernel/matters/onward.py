"""Handing a matter over to another kind: the one form that every module offers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters import relations
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.moves import MoveForm


class HandOver(MoveForm):
    """A module says which action it calls: ``act(matter, *, actor, kind, public_note, has_consent, version)``."""

    kind = forms.ChoiceField(
        label=_("移交为"), widget=forms.RadioSelect, error_messages={"required": _("请选择移交为哪一类。")}
    )
    public_note = forms.CharField(
        label=_("告诉本人：移交给谁、为什么"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("本人说的话、地点、照片和联系方式会一起带过去，不用再录入。"),
        error_messages={"required": _("请写明移交给谁、为什么。")},
    )
    consent = forms.BooleanField(label=_("本人同意移交"), error_messages={"required": _("移交要先得到本人同意。")})
    done = _("已移交，本人在同一个查询码下看到全部经过。")
    act: ClassVar[Callable[..., Matter]]

    def prepare(self) -> None:
        self.fields["kind"].choices = [(kind, _(label)) for kind, label in self.kinds(self.matter).items()]  # type: ignore[attr-defined]
        if not self.has_person(self.matter):
            del self.fields["consent"]
            self.fields["public_note"].label = _("移交给谁、为什么")

    @classmethod
    def kinds(cls, matter: Matter) -> dict[str, str]:
        """What this matter may become, with Chinese labels."""
        return relations.receivable_kinds(without=matter.kind)

    @classmethod
    def has_person(cls, matter: Matter) -> bool:
        """Whether somebody asked for it, whose consent it needs."""
        return True

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        return super().is_offered(matter, actor) and bool(cls.kinds(matter))

    def run(self) -> Any:
        told = self.cleaned_data
        return type(self).act(
            self.matter,
            actor=self.actor,
            kind=told["kind"],
            public_note=told["public_note"],
            has_consent=told.get("consent", False),
            version=told["version"],
        )
