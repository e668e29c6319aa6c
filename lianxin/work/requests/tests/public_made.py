"""What the tests of the residents' pages share: outlines of two communities, photos, a request at each stage."""

from __future__ import annotations

from typing import Any

import shapely
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.kernel.files.tests.made import jpeg
from lianxin.kernel.matters.models import Matter
from lianxin.kernel.places.models import Boundary, Place
from lianxin.work.requests import actions
from lianxin.work.requests.models import Request
from tests.world import COMMUNITY, WEST_COMMUNITY

INSIDE = (111.705, 40.805)
"""A point in COMMUNITY once :func:`outline` has drawn it."""
SQUARES = {COMMUNITY: (111.70, 40.80, 111.72, 40.82), WEST_COMMUNITY: (111.60, 40.80, 111.62, 40.82)}


def outline() -> None:
    """Gives both communities a square of about two kilometres."""
    for path, box in SQUARES.items():
        place = Place.objects.get(path=path)
        Boundary.objects.create(place=place, wkb=shapely.to_wkb(shapely.box(*box)), area_km2=3.7)


def photo(name: str = "IMG_1.jpg") -> SimpleUploadedFile:
    """As a telephone makes it, with owner and position in it."""
    return SimpleUploadedFile(name, jpeg(), "image/jpeg")


def requests() -> Any:
    return Request.objects.unscoped(reason="test").select_related("matter")


def fresh(matter: Matter) -> Matter:
    return Matter.objects.unscoped(reason="test").get(pk=matter.pk)


def handled(world: Any, **facts: Any) -> Matter:
    matter = world.request(**facts).matter
    actions.route(matter, actor=world.actor("street"), unit=world.units["lights"])
    return actions.accept(matter, actor=world.actor("handler"))


def answered(world: Any, **facts: Any) -> Matter:
    matter, handler = handled(world, **facts), world.actor("handler")
    return actions.answer(matter, actor=handler, outcome="solved", text="灯泡已换新，请看照片。")
