"""The form of a move: what the page asks for, and the action it calls. Modules bring one class a move.

A module's ``moves.py`` names them in ``MOVES: Mapping[tuple[kind, move], type[MoveForm]]``.
"""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar

from django import forms
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.access.actor import Actor
from lianxin.kernel.matters.flow import Move
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.modules import registry


class MoveForm(forms.Form):
    """Subclasses add fields and say in ``run`` which action they call.

    bulk: the move may be made on many rows at once with the same input. done: the sentence after it.
    template: what draws the form; a module's own includes ``matters/_move.html``.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    bulk: ClassVar[bool] = False
    done: ClassVar[Any] = _("已办理。")
    template: ClassVar[str] = "matters/_move.html"

    def __init__(self, *args: Any, matter: Matter, actor: Actor, **kwargs: Any) -> None:
        self.matter, self.actor = matter, actor
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Fills choices from the matter and the actor. Nothing by default."""

    def run(self) -> Any:
        """Calls the action with ``self.cleaned_data``. Raises MoveRefused or Denied."""
        raise NotImplementedError

    @classmethod
    def is_offered(cls, matter: Matter, actor: Actor) -> bool:
        """Whether the button is drawn for this matter, beyond what the flow and the permissions say."""
        return True

    @property
    def asks(self) -> list[forms.BoundField]:
        """The fields that a person fills in."""
        return [field for field in self if not field.is_hidden]


@cache
def forms_of_moves() -> dict[tuple[str, str], type[MoveForm]]:
    found: dict[tuple[str, str], type[MoveForm]] = {}
    for module in registry.modules():
        if module.moves:
            found |= import_string(module.moves)
    return found


def form_of(matter: Matter, move: Move) -> type[MoveForm] | None:
    """The form class of a move on staff pages; None for moves that have no staff form."""
    return forms_of_moves().get((matter.kind, move.name))


def bulk_moves(kinds: tuple[str, ...] = ("request",)) -> list[Move]:
    """The moves that a work list offers for many rows at once."""
    pairs = [(registry.flow(kind).move(name), form) for (kind, name), form in forms_of_moves().items() if kind in kinds]
    return [move for move, form in pairs if form.bulk]
