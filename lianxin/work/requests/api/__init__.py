"""Requests for programs: enter, list, read, move, track, rate; and what is open to everybody."""

from ninja import Router

from lianxin.kernel.api.moves import offer_moves
from lianxin.kernel.words import N_
from lianxin.work.requests.api import calls, entering, feed, reading, tracking
from lianxin.work.requests.flow import CALL, REQUEST

router = Router()
for part in (reading.router, entering.router, calls.router, tracking.router, feed.router):
    router.add_router("", part)
moves = Router()
offer_moves(moves, REQUEST, at="/requests", tag=N_("办理诉求"))
offer_moves(moves, CALL, at="/calls", tag=N_("办理吹哨"))
router.add_router("", moves)
