"""Spreadsheets in: lists of categories, messages of a public board."""

from lianxin.work.requests.exchange.categories import import_categories
from lianxin.work.requests.exchange.messages import import_messages

__all__ = ["import_categories", "import_messages"]
