"""Display settings, saved filters, errors, and what a phone keeps for when there is no signal."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.kernel.access.gate import public, signed_in
from lianxin.kernel.ui import saved
from lianxin.kernel.ui.display import SIZES, THEMES, YEAR_SECONDS
from lianxin.kernel.ui.render import render
from lianxin.kernel.ui.script_words import catalogue
from lianxin.kernel.ui.shell import shell

SHELL_FILES = (
    "vendor/tabler.css", "vendor/htmx.min.js", "vendor/icons.svg",
    "vendor/leaflet/leaflet.js", "vendor/leaflet/leaflet.css",
    "vendor/leaflet/markercluster.js", "vendor/leaflet/markercluster.css",
    "ui/lianxin.css", "ui/parts.css", "ui/seal.svg", "ui/theme.js", "ui/device.js",
    "ui/app.js", "ui/words.js", "ui/toasts.js", "ui/draft.js", "ui/outbox.js", "ui/locate.js",
    "ui/exif.js", "ui/photos.js", "ui/blur.js", "ui/map.js", "ui/pick.js", "ui/keys.js",
)  # fmt: skip


def next_address(request: HttpRequest) -> str:
    """Where the reader was; never another site."""
    asked = request.POST.get("next", "/")
    return asked if url_has_allowed_host_and_scheme(asked, {request.get_host()}) else "/"


@public
@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Keep language, size of type and theme in cookies, then back to the page."""
    response = redirect(next_address(request))
    known = {
        settings.LANGUAGE_COOKIE_NAME: ("language", {code for code, _label in settings.LANGUAGES}),
        "size": ("size", set(SIZES)),
        "theme": ("theme", set(THEMES)),
    }
    for cookie, (name, values) in known.items():
        if (value := request.POST.get(name, "")) in values:
            response.set_cookie(cookie, value, max_age=YEAR_SECONDS, samesite="Lax", secure=settings.HTTPS)
    return response


@public
@require_GET
def token(request: HttpRequest) -> HttpResponse:
    """A fresh token for a form that was filled in without a signal."""
    return JsonResponse({"token": get_token(request)}, headers={"Cache-Control": "no-store"})


@public
@require_GET
@cache_control(max_age=300)
def words(request: HttpRequest, language: str) -> HttpResponse:
    """The texts of our scripts, as a script that runs before them."""
    if language not in {code for code, _label in settings.LANGUAGES}:
        raise Http404
    body = f"globalThis.LianxinWords = {json.dumps(catalogue(language), ensure_ascii=False)};\n"
    return HttpResponse(body, content_type="text/javascript; charset=utf-8")


@cache
def _worker_text() -> str:
    folder = Path(__file__).parent / "static" / "ui"
    shell_files = [static(name) for name in SHELL_FILES]
    device = static("ui/device.js")
    parts = [path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()]
    version = hashlib.sha256(b"".join([*parts, json.dumps(shell_files).encode()])).hexdigest()[:12]
    head = {"version": version, "shell": shell_files, "device": device,
            "offline": reverse("ui:offline"), "token": reverse("ui:token"), "static": settings.STATIC_URL}  # fmt: skip
    return f"const KIT = {json.dumps(head)};\n" + (folder / "sw.js").read_text(encoding="utf-8")


@public
@require_GET
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, served from the root so that it may answer for every page."""
    headers = {"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"}
    return HttpResponse(_worker_text(), content_type="text/javascript; charset=utf-8", headers=headers)


@public
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put us on its home screen."""
    name = _("%(city)s连心") % {"city": shell(request).city}
    icons = [{"src": static("ui/seal.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}]
    data = {"name": name, "short_name": _("连心"), "start_url": "/", "scope": "/", "display": "standalone",
            "background_color": "#f5f4f0", "theme_color": "#0f5964", "lang": shell(request).html_language,
            "icons": icons}  # fmt: skip
    return JsonResponse(data, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@public
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/offline.html")


@signed_in
@require_http_methods(["GET", "POST"])
def filters(request: HttpRequest) -> HttpResponse:
    """The reader's own saved filters of one list; POST keeps one (name, query) or forgets one (forget)."""
    given = request.POST if request.method == "POST" else request.GET
    actor, key, path = request.actor, given.get("key", "")[:60], given.get("path", "/")  # type: ignore[attr-defined]
    path = path if url_has_allowed_host_and_scheme(path, None) else "/"
    if request.method == "POST":
        if forgotten := given.get("forget", ""):
            saved.forget(actor=actor, pk=int(forgotten) if forgotten.isdigit() else 0)
        elif name := given.get("name", "").strip():
            saved.keep(actor=actor, list_key=key, name=name, query=given.get("query", ""))
        if not request.headers.get("HX-Request"):
            return redirect(path)
    context = {"filters": saved.filters_of(actor, key), "key": key, "path": path}
    return render(request, "ui/_filters.html", context)


def _error(request: HttpRequest, status: int, name: str = "") -> HttpResponse:
    """An error in the frame of whoever sees it; for htmx and the API's readers, a line of text."""
    actor = getattr(request, "actor", None)
    frame = "ui/layout.html" if actor is not None and actor.is_staff else "ui/public.html"
    context = {"frame": frame, "status": status, "sort": name or str(status)}
    return render(request, "ui/error.html", context, status=status)


def error_400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 400)


def error_403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 403)


def error_404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 404)


def error_500(request: HttpRequest) -> HttpResponse:
    """Nothing here may lean on what may just have broken: no database, no session, no menu."""
    return render(request, "ui/error_500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _error(request, 403, "csrf")


@public
def alive(request: HttpRequest) -> HttpResponse:
    """Says that this process answers; for load balancers, and as the empty view that loads are measured against."""
    return HttpResponse("ok", content_type="text/plain")
