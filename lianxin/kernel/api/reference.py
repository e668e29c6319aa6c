"""The reference as a page: drawn here from the OpenAPI document, without a script from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from lianxin.kernel.api.description import problem_kinds
from lianxin.kernel.ui.render import render


@dataclass(frozen=True, slots=True)
class Line:
    """One parameter or field: its name, kind in words, and what it means."""

    name: str
    kind: str
    is_required: bool
    text: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One operation as the page shows it."""

    id: str
    method: str
    path: str
    summary: str
    text: str
    rule: dict[str, str]
    parameters: list[Line]
    body: list[Line]
    codes: list[str]


def page(request: HttpRequest, schema: dict[str, Any]) -> HttpResponse:
    """``GET /api/``."""
    groups: dict[str, list[Shown]] = {}
    for tag, operation in operations(schema):
        groups.setdefault(tag, []).append(operation)
    context = {"groups": groups, "info": schema["info"], "problems": problem_kinds()}
    return render(request, "api/reference.html", context)


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, Shown]]:
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            yield (told.get("tags") or [""])[0], _shown(schema, path, method, told)


def _shown(schema: dict[str, Any], path: str, method: str, told: dict[str, Any]) -> Shown:
    parameters = [
        Line(p["name"], _kind(schema, p["schema"]), p.get("required", False), p.get("description", ""), p["in"])
        for p in told.get("parameters", [])
    ]
    content = told.get("requestBody", {}).get("content", {})
    body = [line for part in content.values() for line in _fields(schema, part["schema"])]
    return Shown(
        told["operationId"],
        method.upper(),
        path,
        told["summary"],
        told.get("description", ""),
        told["x-rule"],
        parameters,
        body,
        sorted(told["responses"]),
    )


def _fields(schema: dict[str, Any], shape: dict[str, Any]) -> list[Line]:
    shape = _resolved(schema, shape)
    required = shape.get("required", [])
    return [
        Line(name, _kind(schema, part), name in required, part.get("description", ""))
        for name, part in shape.get("properties", {}).items()
    ]


def _resolved(schema: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    name = shape.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = schema["components"]["schemas"][name] if name else shape
    return found


def _kind(schema: dict[str, Any], shape: dict[str, Any]) -> str:
    if "anyOf" in shape:
        return " | ".join(_kind(schema, part) for part in shape["anyOf"])
    shape = _resolved(schema, shape)
    if values := shape.get("enum", [shape["const"]] if "const" in shape else []):
        return " | ".join(f'"{value}"' for value in values)
    if shape.get("type") == "array":
        return f"[{_kind(schema, shape.get('items', {}))}]"
    return str(shape.get("format") or shape.get("type") or "any")
