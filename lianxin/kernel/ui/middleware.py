"""The reader's language and display on every request."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from lianxin.kernel.ui.display import display_of


def language_of(request: HttpRequest) -> str:
    """The reader's own choice (cookie), then that of their account, then of their browser; Chinese else."""
    known = {code for code, _label in settings.LANGUAGES}
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in known:
        return chosen
    actor = getattr(request, "actor", None)
    if actor is not None and actor.user_id and actor.language in known:
        return str(actor.language)
    return translation.get_language_from_request(request)


def _cannot_be_meant(request: HttpRequest) -> HttpResponse | None:
    """An address with a zero byte, which no database text can hold, is refused before any page reads it."""
    if "\0" not in request.path_info and "%00" not in request.META["QUERY_STRING"]:
        return None
    from lianxin.kernel.ui.pages import error_400

    return error_400(request)


class PreferencesMiddleware:
    """Sets ``request.display`` and the language of this thread, and puts the language back afterwards."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        request.display = display_of(request.COOKIES)  # type: ignore[attr-defined]
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = _cannot_be_meant(request) or self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response
