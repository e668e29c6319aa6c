"""Every page says who may open it. A page without a rule fails the generated test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Rule:
    """who: ``public``, ``signed_in`` (anybody with a log-in) or ``staff`` holding ``permission`` somewhere."""

    who: Literal["public", "signed_in", "staff"]
    permission: str = ""


def public(view: View) -> View:
    """Open to everybody, signed in or not."""
    view.rule = Rule("public")  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """For anybody with a log-in, staff or resident."""
    return _gated(view, Rule("signed_in"))


def staff(permission: str) -> Callable[[View], View]:
    """For staff who hold the permission somewhere; others get 404. The object's own scope is checked inside."""
    return lambda view: _gated(view, Rule("staff", permission))


def _gated(view: View, rule: Rule) -> View:
    @wraps(view)
    def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = request.actor  # type: ignore[attr-defined]
        if actor.kind == "anonymous":
            if request.method == "GET" and not request.headers.get("HX-Request"):
                return redirect_to_login(request.get_full_path())
            raise Http404
        if rule.who == "staff" and not (actor.is_staff and actor.holds(rule.permission)):
            raise Http404
        return view(request, *args, **kwargs)

    gated.rule = rule  # type: ignore[attr-defined]
    return gated
