"""Icons from the one sprite that ``lianxin.config.assets`` builds from ``icons.txt``."""

from functools import cache, lru_cache
from pathlib import Path

from django.templatetags.static import static
from markupsafe import Markup

FALLBACK = "point"


@cache
def names() -> frozenset[str]:
    text = (Path(__file__).parent / "icons.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip())


@lru_cache(maxsize=4096)  # a list of fifty rows draws some hundred and fifty
def icon(name: str, label: str = "", css: str = "") -> Markup:
    """An icon. Decoration by default; with ``label`` it is read out. An unknown name (a city's data) is a dot."""
    shown = name if name in names() else FALLBACK
    voice = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="lx-icon {}" {} focusable="false"><use href="{}#{}"></use></svg>').format(
        css, voice, static("vendor/icons.svg"), shown
    )
