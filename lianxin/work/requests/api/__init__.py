"""Requests for programs: enter, list, read, move, track, rate; and what is open to everybody."""

from ninja import Router

from lianxin.kernel.api.kinds import offer_kind
from lianxin.work.requests.api import entering, feed, reading, tracking
from lianxin.work.requests.flow import CALL, REQUEST

router = Router()
kinds = Router()
offer_kind(kinds, REQUEST, at="/requests", shape=reading.WholeRequest, more=reading.particulars)
offer_kind(kinds, CALL, at="/calls")
for part in (reading.router, entering.router, tracking.router, feed.router, kinds):
    router.add_router("", part)
