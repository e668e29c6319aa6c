"""The one ninja instance: rules enforced at every operation, problems for every error, OpenAPI 3.1."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.operation import Operation, PathView
from ninja.router import BoundRouter

from lianxin.kernel.access.gate import Rule
from lianxin.kernel.access.gate import public as public_page
from lianxin.kernel.api import callers, description, reference, throttles
from lianxin.kernel.api.answers import OrjsonRenderer, answer
from lianxin.kernel.api.once import once
from lianxin.kernel.api.problems import Problem, ProblemFound, on_error
from lianxin.kernel.api.rules import READING, rule_of

CONVERTER = re.compile(r"{[^}:]+:")


@dataclass(frozen=True, slots=True)
class Offered:
    """One operation as the generated tests walk it: ``path`` is the whole address with ``{names}``."""

    method: str
    path: str
    rule: Rule
    operation: Operation


class Interface(NinjaAPI):
    """An operation that does not declare its rule keeps the program from starting."""

    def __init__(self, **options: Any) -> None:
        super().__init__(docs_url=None, renderer=OrjsonRenderer(), **options)

    def set_default_exception_handlers(self) -> None:
        self.add_exception_handler(Exception, on_error)  # type: ignore[arg-type]

    def _get_bound_routers(self) -> list[BoundRouter]:
        is_first = self._bound_routers_cache is None
        routers = super()._get_bound_routers()
        if is_first:
            for operation in (op for r in routers for v in r.path_operations.values() for op in v.operations):
                operation.rule = rule_of(operation.view_func)  # type: ignore[attr-defined]
                operation.run = guarded(operation)  # type: ignore[method-assign]
        return routers

    def offered(self) -> Iterator[Offered]:
        """Every operation with its address (converters left out) and rule."""
        for address, view in self._views():
            for operation in view.operations:
                for method in operation.methods:
                    yield Offered(method, CONVERTER.sub("{", address), rule_of(operation.view_func), operation)

    def _views(self) -> Iterator[tuple[str, PathView]]:
        for router in self._get_bound_routers():
            for part, view in router.path_operations.items():
                yield "/api/" + "/".join(p.strip("/") for p in (router.prefix, part) if p.strip("/")), view

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        schema = super().get_openapi_schema(path_prefix=path_prefix or "/api/", path_params=path_params)
        return description.completed(schema, {(o.method.lower(), o.path): o for o in self.offered()})

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        found: list[URLResolver | URLPattern] = [
            path("", self._page(reference.page), name="api-root"),
            path("openapi.json", self._page(lambda request, schema: answer(schema)), name="openapi-json"),
        ]
        at: dict[str, list[PathView]] = {}
        for address, view in self._views():
            at.setdefault(address.removeprefix("/api/").replace("{", "<").replace("}", ">"), []).append(view)
        found += [path(route, ruled(views), name=_name(views)) for route, views in at.items()]
        found.append(re_path("", public_page(csrf_exempt(not_found)), name="not-found"))
        return found

    def _page(self, show: Callable[[HttpRequest, Any], HttpResponse]) -> Callable[..., HttpResponse]:
        def view(request: HttpRequest) -> HttpResponse:
            return show(request, self.get_openapi_schema())

        page: Callable[..., Any] = public_page(view)
        return page


def guarded(operation: Operation) -> Callable[..., Any]:
    """The operation behind its rule: caller, rule, throttle, then the work itself; a write exactly once."""
    act: Callable[..., Any] = operation.run
    rule, view = rule_of(operation.view_func), operation.view_func
    is_write = not READING.issuperset(operation.methods)

    @wraps(act)
    def answered(request: HttpRequest, **values: Any) -> Any:
        try:
            callers.recognise(request)
            callers.admit(request, rule, is_write=is_write)
            if rule.who == "public":
                throttles.check(request, view.__name__, view.per_minute)  # type: ignore[attr-defined]
            if prepare := getattr(view, "prepare", None):
                prepare(request)
            response: Any = once(request, lambda: act(request, **values)) if is_write else act(request, **values)
        except Exception as error:
            response = on_error(request, error)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answered


def not_found(request: HttpRequest) -> HttpResponse:
    """An address under ``/api/`` that nobody offers."""
    return Problem("not-found").response()


def _name(views: list[PathView]) -> str:
    return views[0].operations[0].view_func.__name__


def ruled(views: list[PathView]) -> Callable[..., Any]:
    """The view of one address, with ``rules`` by method, ``rule`` (of the first), and a problem for other methods."""
    operations = {method: op for view in views for op in view.operations for method in op.methods}
    inner = {method: view.get_view() for view in views for op in view.operations for method in op.methods}
    rules = {method: rule_of(op.view_func) for method, op in operations.items()}

    def view(request: HttpRequest, *args: Any, **values: Any) -> Any:
        if request.method not in inner:
            return on_error(request, ProblemFound("method-not-allowed", headers={"Allow": ", ".join(sorted(rules))}))
        return inner[request.method](request, *args, **values)

    view.csrf_exempt = True  # type: ignore[attr-defined]  # no operation trusts a cookie for a write
    view.rules, view.rule = rules, next(iter(rules.values()))  # type: ignore[attr-defined]
    return view
