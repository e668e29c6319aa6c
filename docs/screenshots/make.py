"""Takes the pictures of these pages: plays the five-minute tour on the demo city and stops at each page on the way.

    .venv/bin/python docs/screenshots/make.py                  starts a city of its own in a temporary folder
    .venv/bin/python docs/screenshots/make.py --address http://127.0.0.1:8000     uses a running `make run`
    .venv/bin/python docs/screenshots/make.py --language en --into FOLDER

Needs `make setup-dev` and a Chromium. Each picture is a PNG of 64 to 192 colours below 200 KB.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from urllib.request import urlopen

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser import chromium_path  # noqa: E402

PASSWORD = tomllib.loads((ROOT / "packs" / "demo" / "pack.toml").read_text(encoding="utf-8"))["demo"]["password"]
HERE = {
    "longitude": 104.2605,
    "latitude": 37.5275,
    "accuracy": 12,
}  # a grid of the community that the demo's people work for
WORDS = "东门口第二盏路灯不亮了，晚上看不见台阶"
ANSWER = "灯泡和线路都换了，今晚起会亮。谢谢您告诉我们。"
MOST_BYTES = 200_000
PHONE, DESK = 390, 1280


class Album:
    """Pages of a phone and of an office screen on one running system, and the pictures taken of them."""

    def __init__(self, browser: Browser, address: str, folder: Path, language: str) -> None:
        self.browser, self.address, self.folder, self.language = browser, address, folder, language

    def page(self, width: int, **options: object) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": 844 if width == PHONE else 900}, base_url=self.address,
            locale="en" if self.language == "en" else "zh-CN", timezone_id="Asia/Shanghai",
            device_scale_factor=1.5 if width == PHONE else 1, is_mobile=width == PHONE, has_touch=width == PHONE,
            geolocation=HERE, permissions=["geolocation"], **options,
        )  # fmt: skip
        chosen = "en" if self.language == "en" else "zh-hans"
        context.add_cookies([{"name": "django_language", "value": chosen, "url": self.address}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    def sign_in(self, login: str, width: int = DESK) -> Page:
        page = self.page(width)
        page.goto("/login/")
        page.locator("[name=login]").fill(login)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button").last.click()
        page.wait_for_url(re.compile(r"/tasks/|/start/|/board/|/admin/|/account/"))
        return page

    def take(self, page: Page, name: str, *, tall: int = 0) -> None:
        """One picture: what is on the screen, or from its top ``tall`` pixels of the page."""
        page.evaluate("window.scrollTo(0, 0)")
        page.wait_for_timeout(700)
        width = page.viewport_size["width"] if page.viewport_size else DESK
        if tall:
            page.set_viewport_size({"width": width, "height": tall})
            page.wait_for_timeout(700)
        file = self.folder / f"{name}.png"
        file.write_bytes(small(page.screenshot(animations="disabled", caret="hide")))
        print(f"{file.name:<24} {file.stat().st_size / 1000:6.0f} KB", flush=True)


def small(picture: bytes) -> bytes:
    """The same picture with as many colours as fit under the limit."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    for colours in (192, 128, 96, 64):
        out = BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() < MOST_BYTES:
            return out.getvalue()
    raise SystemExit("too large, even with 64 colours: show less of the page")


def lamp() -> bytes:
    """A drawn street with a dark lamp, in place of a photograph of a real place."""
    picture = Image.new("RGB", (960, 720), (96, 116, 142))
    pen = ImageDraw.Draw(picture)
    for left, top in ((0, 260), (250, 190), (520, 300), (760, 220)):
        pen.rectangle((left, top, left + 200, 520), fill=(150, 138, 124))
        for x in range(left + 20, left + 170, 50):
            for y in range(top + 30, 490, 60):
                pen.rectangle((x, y, x + 24, y + 34), fill=(214, 190, 120) if (x + y) % 3 else (84, 96, 112))
    pen.rectangle((0, 520, 960, 720), fill=(92, 94, 98))
    pen.line((450, 700, 450, 140, 590, 140), fill=(40, 42, 46), width=16)
    pen.ellipse((560, 130, 650, 172), fill=(64, 66, 70))
    out = BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def public_pages(album: Album) -> None:
    page = album.page(PHONE)
    page.goto("/")
    album.take(page, "home")
    wide = album.page(DESK)
    wide.goto("/map/")
    wide.wait_for_timeout(1500)
    album.take(wide, "map", tall=1000)


def report(album: Album) -> tuple[Page, str]:
    """A resident reports a lamp; the phone and the tracking code."""
    phone = album.page(PHONE)
    phone.goto("/report/")
    photo = {"name": "IMG_7.jpg", "mimeType": "image/jpeg", "buffer": lamp()}
    phone.locator("input[type=file]").set_input_files(photo)
    phone.locator("[name=text]").fill(WORDS)
    phone.locator("#id_category_pick").fill("ld")
    phone.locator("#id_category_pick_list li").first.click()
    phone.locator("[data-locate-gps], .lx-locate button").first.click()
    phone.wait_for_timeout(1500)
    album.take(phone, "report", tall=1300)
    phone.locator("form[data-outbox] button[type=submit], form[data-outbox] .btn-primary").last.click()
    phone.wait_for_url(re.compile("/report/done/"))
    return phone, phone.locator(".rq-code-text").inner_text().replace("\n", "")


def route(album: Album) -> str:
    """The street's desk sends it on; the matter's number."""
    desk = album.sign_in("street")
    album.take(desk, "work")
    desk.goto("/desk/")
    row = desk.locator("tr", has_text=WORDS[:9]).first
    number = row.locator(".lx-number").first.inner_text()
    album.take(desk, "desk")
    row.locator("form button").first.click()
    desk.wait_for_timeout(1500)
    return number


def handle(album: Album, number: str, phone: Page, code: str) -> None:
    """The department takes it on and answers; pictures of the matter, of tracking and of rating."""
    handler = album.sign_in("handler")
    handler.goto(f"/m/{number}/")
    move(handler, "accept")
    phone.goto(f"/track/{code}/")
    album.take(phone, "tracking", tall=1240)
    handler.goto(f"/m/{number}/")
    album.take(handler, "matter", tall=1060)
    handler.locator(".lx-moves a[href*='/answer/'], .lx-moves [hx-get*='/answer/']").first.click()
    handler.locator("#move [name=outcome][value=solved]").check()
    handler.locator("#move [name=answer], #move textarea").first.fill(ANSWER)
    handler.locator("#move form button").last.click()
    handler.wait_for_timeout(1200)
    phone.goto(f"/track/{code}/")
    phone.locator("[name=solved][value=yes]").check(force=True)
    phone.locator("#rate").scroll_into_view_if_needed()
    album.take(phone, "rating", tall=1240)
    phone.locator("#rate form .btn-primary").last.click()
    phone.wait_for_timeout(800)


def move(page: Page, name: str) -> None:
    page.locator(
        f".lx-moves a[href*='/{name}/'], .lx-moves [hx-get*='/{name}/'], .lx-moves form[action*='/{name}/'] button"
    ).first.click()
    page.wait_for_timeout(900)
    form = page.locator("#move form button")
    if form.count():
        form.last.click()
    page.wait_for_timeout(1200)


def overview(album: Album) -> None:
    county = album.sign_in("county")
    county.goto("/board/")
    county.wait_for_timeout(1500)
    album.take(county, "board", tall=1150)
    county.goto("/figures/solved_rate/")
    county.wait_for_timeout(1500)
    album.take(county, "figure", tall=1100)
    modules(album, county)
    admin = album.sign_in("admin")
    admin.goto("/admin/users/")
    album.take(admin, "administration")


def modules(album: Album, county: Page) -> None:
    """One page of each of the other modules: a dispute, a petition, the ledger of suggestions, the sessions."""
    for name, kind in (("mediation", "dispute"), ("petitions", "petition")):
        county.goto(f"/tasks/?kind={kind}&open=all")
        county.locator(".lx-row-link").first.click()
        county.wait_for_url(re.compile(r"/m/"))
        album.take(county, name, tall=1150)
    for name, path in (("suggestions", "/suggestions/ledger/"), ("sessions", "/sessions/")):
        county.goto(path)
        album.take(county, name, tall=1000)


@contextmanager
def own_city() -> Iterator[str]:
    """`make run` in a temporary home on a free port."""
    with socket.socket() as probe, tempfile.TemporaryDirectory(prefix="lianxin-") as home:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        address = f"http://127.0.0.1:{port}"
        given = {**os.environ, "LIANXIN_HOME": home, "LIANXIN_PUBLIC_URL": address}
        words = [sys.executable, "-m", "lianxin", "run", "--port", str(port), "--web", "1"]
        with subprocess.Popen(words, cwd=ROOT, env=given) as running:
            try:
                wait_for(address, running)
                yield address
            finally:
                running.terminate()
                running.wait(30)


def wait_for(address: str, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until and running.poll() is None:
        try:
            urlopen(f"{address}/alive/", timeout=3).close()  # noqa: S310 - our own address
        except OSError:
            time.sleep(1)
        else:
            return
    raise SystemExit("the system did not start")


def take_all(address: str, folder: Path, language: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        words = (
            {"LANGUAGE": "en_GB", "LANG": "en_GB.UTF-8"}
            if language == "en"
            else {"LANGUAGE": "zh_CN", "LANG": "zh_CN.UTF-8"}
        )
        browser = playwright.chromium.launch(
            executable_path=chromium_path() or None,
            env={**os.environ, **words},
            args=["--no-sandbox", "--disable-gpu", f"--lang={'en-GB' if language == 'en' else 'zh-CN'}"],
        )
        album = Album(browser, address, folder, language)
        public_pages(album)
        phone, code = report(album)
        handle(album, route(album), phone, code)
        overview(album)
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="Takes the pictures of the main pages.")
    parser.add_argument("--address", help="a running demo city; none: one is started")
    parser.add_argument("--into", type=Path, default=Path(__file__).parent)
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    told = parser.parse_args()
    if told.address:
        take_all(told.address, told.into, told.language)
    else:
        with own_city() as address:
            take_all(address, told.into, told.language)


if __name__ == "__main__":
    main()
