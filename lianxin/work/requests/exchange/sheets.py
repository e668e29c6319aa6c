"""The spreadsheets that may be uploaded on the pages of requests."""

from __future__ import annotations

from lianxin.kernel.exchange.offered import Sheet
from lianxin.kernel.words import N_
from lianxin.work.requests.actions.manage import city
from lianxin.work.requests.exchange import hotline
from lianxin.work.requests.exchange.board import Board
from lianxin.work.requests.exchange.categories import CATEGORIES, Shelf
from lianxin.work.requests.exchange.messages import MESSAGES, Taking

SHEETS = (
    Sheet(
        hotline.NAME,
        N_("热线工单导入"),
        "requests.import",
        hotline.layout,
        lambda actor, run: hotline.Orders(actor),
        lead=N_("12345 热线导出的工单。原工单号会保留，同一个号不会收两次。"),
        back="requests:desk",
    ),
    Sheet(
        CATEGORIES.name,
        N_("导入类别"),
        "requests.manage",
        lambda actor: CATEGORIES,
        lambda actor, run: Shelf(run.file_name[:60]),
        place=city,
        lead=N_("一行一个三级类别，前面两列是它的上级。已有的同名类别不会重复。"),
        back="requests:categories",
    ),
    Sheet(
        MESSAGES.name,
        N_("导入网上留言"),
        "requests.import",
        lambda actor: MESSAGES,
        lambda actor, run: Taking(Board(actor), None),
        place=city,
        lead=N_("网上留言板导出的留言。有答复的存为已办结，没有答复的在派单台等待。"),
        back="requests:desk",
    ),
)
