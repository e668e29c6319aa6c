"""How one reader wants pages to look and speak; kept in cookies, so it also holds for those who never log in."""

from __future__ import annotations

from dataclasses import dataclass

THEMES = ("auto", "light", "dark")
SIZES = ("normal", "large")
YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Display:
    """theme: auto · light · dark. size: normal · large (large print)."""

    theme: str = "auto"
    size: str = "normal"


def display_of(cookies: dict[str, str]) -> Display:
    theme, size = cookies.get("theme", "auto"), cookies.get("size", "normal")
    return Display(theme if theme in THEMES else "auto", size if size in SIZES else "normal")
