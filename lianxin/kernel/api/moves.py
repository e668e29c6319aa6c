"""Operations for the moves of a flow: one for each staff form, through that form, so that pages and programs
are asked the same and refused the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import override
from ninja import Router, Schema
from pydantic import ConfigDict, Field, create_model

from lianxin.kernel.access.actor import Actor, Denied
from lianxin.kernel.api.answers import answer
from lianxin.kernel.api.problems import ProblemFound
from lianxin.kernel.api.rules import staff
from lianxin.kernel.matters import perform, queries
from lianxin.kernel.matters.flow import Flow, Move
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.matters.moves import MoveForm, forms_of_moves
from lianxin.kernel.words import N_

VERSION = N_("您看到的版本；之后有人办理过就拒绝。不填不检查")


class Body(Schema):
    """What every move may be given. An unknown field is an error, not a silence."""

    model_config = ConfigDict(extra="forbid")
    version: int | None = Field(None, ge=1, description=VERSION)


class Moved(Schema):
    """The matter after a move."""

    number: str
    state: str
    version: int
    holder: str | None
    due_at: str | None
    outcome: str


def offer_moves(router: Router, flow: Flow, *, at: str, tag: str) -> None:
    """Adds ``POST {at}/{number}/moves/MOVE`` for each move of the flow that has a staff form."""
    for move in flow.moves:
        form = forms_of_moves().get((flow.kind, move.name))
        if form is not None:
            router.post(f"{at}/{{number}}/moves/{move.name}", summary=move.label, tags=[tag], response=Moved)(
                staff(move.permission)(view_of(flow, move, form))
            )


def view_of(flow: Flow, move: Move, form_class: type[MoveForm]) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, number: str, body: Body) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        matter = queries.matter(actor, number)
        if matter.kind != flow.kind:
            raise Http404
        if not perform.may_move(matter, move, actor):
            raise Denied(move.permission)
        run(form_class, body.model_dump(exclude_none=True), matter, actor)
        return answer(head(matter.pk))

    view.__name__ = f"{flow.kind}_{move.name}"
    view.__doc__ = None
    view.__annotations__ = {"request": HttpRequest, "number": str, "body": body_of(flow, move, form_class)}
    return view


def run(form_class: type[MoveForm], data: dict[str, Any], matter: Matter, actor: Actor) -> None:
    """Fills in the form as a person would and runs it. Raises ProblemFound, MoveRefused, Denied."""
    form = form_class(data, matter=matter, actor=actor)
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField):
            field.to_field_name = "code"
    if not form.is_valid():
        raise ProblemFound("invalid", errors=tuple(_errors(form)))
    form.run()


def _errors(form: forms.Form) -> list[dict[str, Any]]:
    return [
        {
            "pointer": "#" if name == "__all__" else f"#/{name}",
            "code": error["code"] or "invalid",
            "detail": error["message"],
        }
        for name, errors in form.errors.get_json_data().items()
        for error in errors
    ]


def head(matter_id: int) -> dict[str, Any]:
    """Where a matter stands after the caller's own move, also when it has just left their sight."""
    rows = Matter.objects.unscoped(reason="answer to the move that the caller has just made")
    row = rows.values("number", "state", "version", "holder__code", "due_at", "outcome").get(pk=matter_id)
    return {**{k: v for k, v in row.items() if k != "holder__code"}, "holder": row["holder__code"]}


def body_of(flow: Flow, move: Move, form_class: type[MoveForm]) -> type[Body]:
    """The typed body of a move, read off its form."""
    fields: dict[str, Any] = {
        name: _typed(field)
        for name, field in form_class.base_fields.items()
        if name != "version" and not isinstance(field, forms.FileField)
    }
    name = f"{flow.kind.title()}{move.name.title().replace('_', '')}Body"
    made: type[Body] = create_model(name, __base__=Body, **fields)
    return made


def _typed(field: forms.Field) -> tuple[Any, Any]:
    kind, limits = _kind(field)
    with override("zh-hans"):  # the source language; the document is translated when it is asked for
        text = "\n".join(str(part) for part in (field.label, field.help_text) if part)
    if field.required:
        return kind, Field(..., description=text, **limits)
    return kind | None, Field(None, description=text, **limits)


def _kind(field: forms.Field) -> tuple[Any, dict[str, Any]]:
    """The type and its limits. Units and other records go by their code."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return list[str], {"min_length": 1} if field.required else {}
    if isinstance(field, forms.ModelChoiceField):
        return str, {}
    if isinstance(field, forms.MultipleChoiceField):
        return list[_values(field)], {}  # type: ignore[misc]
    if isinstance(field, forms.ChoiceField):
        return _values(field), {}
    if isinstance(field, forms.IntegerField):
        return int, {"ge": field.min_value, "le": field.max_value}
    if isinstance(field, forms.BooleanField):
        return bool, {}
    return str, {"max_length": getattr(field, "max_length", None)}


def _values(field: forms.ChoiceField) -> Any:
    choices: Any = field.choices
    values = tuple(str(value) for value, _label in choices if value != "")
    return Literal[values] if values else str  # choices that only the matter at hand decides
