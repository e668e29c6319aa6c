"""Days and moments as programs write them: in ISO 8601 alone. A bare number is refused, not read as seconds of 1970."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator
from pydantic_core import PydanticCustomError

DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _day(value: Any) -> Any:
    if isinstance(value, date) or (isinstance(value, str) and DAY.fullmatch(value)):
        return value
    raise PydanticCustomError("date_parsing", "not a day in ISO 8601")


def _moment(value: Any) -> Any:
    if isinstance(value, date) or (isinstance(value, str) and DAY.match(value)):
        return value
    raise PydanticCustomError("datetime_parsing", "not a moment in ISO 8601")


Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[AwareDatetime, BeforeValidator(_moment)]
