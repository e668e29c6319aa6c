"""JSON out. Lists go straight from ``.values()`` to bytes; their schema is for the documentation only."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from ninja.renderers import BaseRenderer

JSON = "application/json"


def _plain(value: Any) -> Any:
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(type(value).__name__)


def as_json(data: Any) -> bytes:
    return orjson.dumps(data, default=_plain, option=orjson.OPT_NON_STR_KEYS)


def answer(data: Any, status: int = 200, media_type: str = JSON) -> HttpResponse:
    """``data`` as it is, without validation against a schema."""
    return HttpResponse(as_json(data), status=status, content_type=media_type)


class OrjsonRenderer(BaseRenderer):
    media_type = JSON

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:
        return as_json(data)
