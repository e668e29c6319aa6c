"""Where and when a story happens, in which words, and how it came in."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO

import shapely
from django.utils import timezone
from shapely.geometry.base import BaseGeometry

from lianxin.kernel.access.actor import ANONYMOUS, Actor
from lianxin.kernel.files.intake import accept_photo
from lianxin.kernel.matters.models import Contact, Matter
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places import locate, tree
from lianxin.kernel.places.paths import parent_of
from lianxin.work.requests.actions import Entry, attach, enter
from lianxin.work.requests.demo.cast import Cast
from lianxin.work.requests.demo.scenes import scene
from lianxin.work.requests.models import Category

CHANNELS = (("snap", 48), ("hotline", 26), ("desk", 12), ("found", 14))
PHOTO_EACH = 9
MARKS = "甲乙丙丁戊己庚辛壬癸"


class Teller:
    """Draws places, moments and words by a seeded chance, and opens requests with them."""

    def __init__(self, stories: Sequence[dict[str, str]], cast: Cast, now: datetime) -> None:
        self.cast, self.now = cast, now
        self.chance = random.Random(int(pack().get("demo.seed", 1)))  # noqa: S311 - believable, not secret
        self.categories = {category.code: category for category in Category.objects.select_related("unit", "parent")}
        self.stories = [story for story in stories if story["category"] in self.categories]
        self.outlines = self._outlines()
        self.days = int(pack().get("demo.days", 100))
        self.serial = 0

    def _outlines(self) -> list[tuple[str, BaseGeometry]]:
        """Outlines of the deepest places, each with its path; the map's points fall inside them."""
        known = locate.outlines()
        deepest = max((path.count(".") for path in known.paths), default=0)
        found = zip(known.paths, known.shapes, strict=True)
        return [(path, shape) for path, shape in found if path.count(".") == deepest]

    def story(self, index: int, code: str = "") -> dict[str, str]:
        fitting = [story for story in self.stories if story["category"].startswith(code)] or self.stories
        return fitting[index * 7 % len(fitting)]

    def moment(self, days_ago: float) -> datetime:
        """An hour of the day on which people write, that many days ago and never ahead of now."""
        day = timezone.localtime(self.now - timedelta(days=days_ago))
        hour = self.chance.choice((7, 8, 8, 9, 9, 10, 11, 14, 15, 16, 17, 18, 19, 20, 21))
        at = day.replace(hour=hour, minute=self.chance.randrange(60), second=self.chance.randrange(60), microsecond=0)
        return min(at, self.now - timedelta(minutes=self.chance.randrange(3, 60)))

    def spot(self) -> tuple[str, float | None, float | None]:
        """A path, and a point inside its outline; the first places of the pack see more than the last."""
        if not self.outlines:
            leaves = [node.path for node in tree.current().descendants(str(pack().get("places.city", "")), "community")]
            return self.chance.choice(leaves), None, None
        at = min(self.chance.randrange(len(self.outlines)), self.chance.randrange(len(self.outlines)))
        path, shape = self.outlines[at]
        west, south, east, north = shape.bounds
        for _try in range(200):
            lon, lat = self.chance.uniform(west, east), self.chance.uniform(south, north)
            if shapely.contains_xy(shape, lon, lat):
                return path, round(lon, 6), round(lat, 6)
        point = shape.representative_point()
        return path, round(point.x, 6), round(point.y, 6)

    def open(self, story: dict[str, str], at: datetime, channel: str = "", beside: Matter | None = None) -> Matter:
        """A new request of this story; ``beside``: about the same thing at the same place."""
        self.serial += 1
        path, lon, lat = (beside.place_path, beside.lon, beside.lat) if beside else self.spot()
        channel = channel or self.chance.choices([c for c, _n in CHANNELS], [n for _c, n in CHANNELS])[0]
        category = self.categories[story["category"]]
        if category.is_private and channel in {"snap", "found"}:
            channel = "desk"
        road, point = (self.chance.choice(pack().get(f"demo.{key}", [""])) for key in ("roads", "spots"))
        filled = {key: text.replace("{路}", road).replace("{点}", point) for key, text in story.items()}
        entry = Entry(
            text=filled["text"],
            title=filled["title"],
            place_path=path,
            channel=channel,
            lon=lon,
            lat=lat,
            place_words=f"{road}{point}",
            category=category,
            at=at,
            is_assisted=channel == "desk",
            source="12345" if channel == "hotline" else "",
            external_ref=f"{at:%Y%m%d}{self.serial:05d}" if channel == "hotline" else "",
            hotline_kind="求助" if channel == "hotline" else "",
            **self._person(channel),
        )
        matter = enter(entry, actor=self._opener(channel, path)).request.matter
        if channel in {"snap", "found"} and self.serial % PHOTO_EACH == 0:
            photo = accept_photo(BytesIO(scene(category.code, self.serial)))
            attach(matter, photo, actor=ANONYMOUS)
        return matter

    def _person(self, channel: str) -> dict[str, str]:
        if channel in {"found", "whistle"} or (channel == "snap" and self.chance.random() < 0.5):
            return {}
        openness = self.chance.choice((Contact.RELAY, Contact.RELAY, Contact.OPEN, Contact.SEALED))
        name = f"演示居民{self.chance.choice(MARKS)}"
        return {"name": name, "phone": f"1990000{self.serial:04d}", "openness": openness}

    def _opener(self, channel: str, path: str) -> Actor:
        """The person at the desk, in the grid or in the community; the public for what comes from outside."""
        permission = {"desk": "requests.enter", "found": "requests.find", "whistle": "requests.whistle"}.get(channel)
        if permission is None:
            return ANONYMOUS
        return self.cast.over(parent_of(path), permission, "community") or ANONYMOUS
