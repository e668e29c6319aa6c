"""A form of the page as a body of JSON: every field is there, typed, and named by what a program can know."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest
from django import forms
from django.core.cache import cache

from lianxin.config.api import api
from lianxin.kernel.api.bodies import body_of
from lianxin.kernel.matters.moves import forms_of_moves
from lianxin.kernel.places.picking import PlaceField
from lianxin.work.mediation.models import Party
from tests.calling import program

ADDED = re.compile(r'self\.fields\["(\w+)"\] = ')


@pytest.fixture(autouse=True)
def no_throttle() -> None:
    cache.clear()


def entry_forms() -> list[type[forms.Form]]:
    """Those that ``offer_entry`` was given."""
    views = [offered.operation.view_func for offered in api.offered() if offered.method == "POST"]
    kept = [inspect.getclosurevars(view).nonlocals.get("form_class") for view in views]
    return [form for form in kept if form is not None]


def test_there_are_entries_and_moves_to_look_at() -> None:
    assert len(entry_forms()) > len(forms_of_moves()) > 100


FORMS = {f"{form.__module__}.{form.__qualname__}": form for form in (*entry_forms(), *forms_of_moves().values())}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_no_field_comes_later_than_the_class(form: type[forms.Form]) -> None:
    own = [kind for kind in form.__mro__ if kind.__module__.startswith("lianxin.")]
    added = {name for kind in own for name in ADDED.findall(inspect.getsource(kind))}
    assert added <= set(form.base_fields)


def schema(**fields: forms.Field) -> dict[str, Any]:
    made: type[forms.Form] = type("Made", (forms.Form,), fields)
    found: dict[str, Any] = body_of(made, "MadeBody").model_json_schema()
    return found


def test_money_days_and_moments_have_their_kinds() -> None:
    told = schema(yuan=forms.DecimalField(decimal_places=2), on=forms.DateField(), at=forms.DateTimeField())
    assert {part.get("type") for part in told["properties"]["yuan"]["anyOf"]} == {"number", "string"}
    assert told["properties"]["on"]["format"] == "date"
    assert told["properties"]["at"]["format"] == "date-time"
    assert told["required"] == ["yuan", "on", "at"]


def test_hidden_fields_and_files_stay_away() -> None:
    told = schema(key=forms.CharField(widget=forms.HiddenInput), photo=forms.FileField(), text=forms.CharField())
    assert list(told["properties"]) == ["text"]


def test_a_record_goes_by_its_public_code_and_never_by_a_secret_one() -> None:
    told = schema(party=forms.ModelChoiceField(Party.objects.none()), place=PlaceField(permission="x", label="哪里"))
    assert told["properties"]["party"]["type"] == "integer"
    assert told["properties"]["place"]["description"] == "哪里\n地点代码"


def test_cents_arrive_as_sent_and_an_unknown_field_is_an_error(world: Any) -> None:
    caller = program(world, "community")
    body = {"channel": "survey", "text": "漏水", "level": "small", "place": "990102001001", "amount": "1200.55"}
    number = caller.post("disputes", body).json()["number"]
    assert caller.get(f"disputes/{number}").json()["amount_fen"] == 120_055
    refused = caller.post("disputes", {**body, "colour": "red"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/colour")
