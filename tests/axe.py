"""What axe finds on a page in a real Chromium."""

from typing import Any

from playwright.sync_api import Page

from lianxin.config.assets import TOOLS

AXE = TOOLS / "axe.min.js"
WANTED = """{
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}"""


def barriers(page: Page) -> list[tuple[str, list[str]]]:
    """Serious and critical findings under WCAG 2.2 AA: (rule, first places)."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(f"axe.run(document, {WANTED}).then((r) => r.violations)")
    return [
        (v["id"], [n["html"][:160] for n in v["nodes"][:4]]) for v in found if v["impact"] in {"serious", "critical"}
    ]


def overflow(page: Page, width: int) -> int:
    """By how many pixels the page is wider than its window."""
    return max(0, int(page.evaluate("document.documentElement.scrollWidth")) - width)
