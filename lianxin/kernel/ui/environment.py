"""The Jinja2 environment of every page: where templates lie, what they may call, and the language they speak."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
from django.apps import apps
from django.conf import settings
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from markupsafe import Markup

from lianxin.kernel.modules.pack import pack
from lianxin.kernel.ui import fields, filters, icons, urls_kept
from lianxin.kernel.ui.shell import shell
from lianxin.kernel.words import N_


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page by its URL name."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def csrf(request: Any) -> Markup:
    """The hidden input that every form which posts must hold."""
    return Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(get_token(request))


def place_name(path: str) -> str:
    """The name of a place by its path, a grid's with its community's, from the cached tree; empty for an empty path."""
    from lianxin.kernel.places import tree

    return tree.local_name(path) if path else ""


def folders() -> list[str]:
    """Every ``templates`` folder of an installed app of ours, in the order of installation."""
    found = (Path(config.path) / "templates" for config in apps.get_app_configs())
    return [str(folder) for folder in found if folder.is_dir() and "site-packages" not in folder.parts]


GLOBALS: dict[str, Any] = {
    "static": static,
    "url": url,
    "csrf": csrf,
    "now": timezone.now,
    "N_": N_,
    "icon": icons.icon,
    "place_name": place_name,
    "pack": pack,
    "shell_of": shell,
    "with_query": urls_kept.with_query,
    "kept_query": urls_kept.kept_inputs,
    "sort_of": fields.sort_of,
    "describe": fields.describe,
    "language": translation.get_language,
    "settings": {"tile_url": settings.TILE_URL, "tile_attribution": settings.TILE_ATTRIBUTION},
}


def environment(**options: Any) -> jinja2.Environment:
    """Called once by Django with its own options (autoescape, auto_reload)."""
    options.update(
        loader=jinja2.FileSystemLoader(folders()),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined if settings.DEBUG else jinja2.Undefined,
    )
    env = jinja2.Environment(**options)  # noqa: S701 - autoescape is on, in the options
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(GLOBALS)
    env.filters.update(filters.FILTERS)
    return env
