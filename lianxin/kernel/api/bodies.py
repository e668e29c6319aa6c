"""A staff form as a body of JSON: its declared fields read into a schema, and the form filled in as a person would."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, TypeVar

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import override
from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from lianxin.kernel.api.moments import Day, Moment
from lianxin.kernel.api.problems import ProblemFound
from lianxin.kernel.places.picking import PlaceField
from lianxin.kernel.words import N_

FormOf = TypeVar("FormOf", bound=forms.Form)


class Filled(Schema):
    """An unknown field is an error, not a silence."""

    model_config = ConfigDict(extra="forbid")


def body_of(form_class: type[forms.Form], name: str, above: type[Filled] = Filled) -> type[Filled]:
    """The typed body that fills in a form: its declared fields without hidden ones and files."""
    fields: dict[str, Any] = {
        key: _typed(field)
        for key, field in form_class.base_fields.items()
        if not field.widget.is_hidden and not isinstance(field, forms.FileField)
    }
    made: type[Filled] = create_model(name, __base__=above, **fields)
    return made


def checked(form: FormOf) -> FormOf:
    """The form when it is valid. Records that it offers go by their code, else by their id. Raises ProblemFound."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField) and _has_code(field):
            field.to_field_name = "code"
    if not form.is_valid():
        raise ProblemFound("invalid", errors=tuple(_errors(form)))
    return form


def _has_code(field: forms.ModelChoiceField[Any]) -> bool:
    """Whether its records bear a public code; a code that opens somebody's own page is none."""
    model: Any = field.queryset.model  # type: ignore[union-attr]
    try:
        model._meta.get_field("code")
    except FieldDoesNotExist:
        return False
    return not hasattr(model.objects, "visible_to")


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


def _typed(field: forms.Field) -> tuple[Any, Any]:
    kind, limits = _kind(field)
    with override("zh-hans"):  # the source language; the document is translated when it is asked for
        text = "\n".join(str(part) for part in (field.label, field.help_text, _named_by(field)) if part)
    if field.required:
        return kind, Field(..., description=text, **limits)
    return kind | None, Field(None, description=text, **limits)


def _named_by(field: forms.Field) -> str:
    """How a program names a record, in a line of the description of its own."""
    if isinstance(field, PlaceField):
        return N_("地点代码")
    if isinstance(field, forms.ModelChoiceField):
        return N_("填代码") if _has_code(field) else N_("填 id")
    return ""


def _kind(field: forms.Field) -> tuple[Any, dict[str, Any]]:
    """The type and its limits."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return list[str], {"min_length": 1} if field.required else {}
    if isinstance(field, forms.ModelChoiceField):
        return (str if _has_code(field) else int), {}
    if isinstance(field, forms.MultipleChoiceField):
        return list[_values(field)], {}  # type: ignore[misc]
    if isinstance(field, forms.ChoiceField):
        return _values(field), {}
    if isinstance(field, forms.BooleanField):
        return bool, {}
    return _written(field)


def _written(field: forms.Field) -> tuple[Any, dict[str, Any]]:
    if isinstance(field, forms.DecimalField):
        limits = {"max_digits": field.max_digits, "decimal_places": field.decimal_places}
        return Decimal, {"ge": field.min_value, "le": field.max_value, **limits}
    if isinstance(field, forms.IntegerField):
        return int, {"ge": field.min_value, "le": field.max_value}
    if isinstance(field, forms.DateTimeField):
        return Moment, {}
    if isinstance(field, forms.DateField):
        return Day, {}
    return str, {"max_length": getattr(field, "max_length", None)}


def _values(field: forms.ChoiceField) -> Any:
    choices: Any = field.choices
    values = tuple(str(value) for value, _label in choices if value != "")
    return Literal[values] if values else str  # choices that only the matter at hand decides
