"""The first page: what can I do here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.kernel.access.gate import public
from lianxin.kernel.modules import registry
from lianxin.kernel.modules.module import Door
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.ui.render import render

NUMBERS = "/numbers/"


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Report, look up, map, the doors of other modules, numbers; how it works; how it works without a phone."""
    language = get_language() or ""
    context = {
        "numbers": NUMBERS if _is_there(NUMBERS) else "",
        "doors": [(door, _said(door)) for door in registry.doors()],
        "hotline": pack().get("city.hotline", "12345"),
        "department": pack().word("city.department", "", language),
    }
    return render(request, "requests/public/home.html", context)


def _said(door: Door) -> str:
    """What is going on behind it now, or what it is for."""
    told = import_string(door.now)() if door.now else ""
    return told or _(door.sub)


def _is_there(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
