"""No page takes more than eight queries, and as many for three rows as for one."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.kernel.places import tree
from tests.access.addresses import Address, addresses, path_of
from tests.access.makers import MAKERS
from tests.signed_in import client_of

MOST = 8
READERS = ("city", "county", "street", "community", "handler", "admin")
PAGES = [a for a in addresses() if not a.route.startswith("i18n")]


@pytest.fixture(autouse=True)
def fresh_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    """The question whether places have changed comes every three seconds, not with every page: it is not counted."""
    monkeypatch.setattr(tree, "CHECK_SECONDS", 600.0)


def queries(world: Any, login: str | None, path: str) -> tuple[int, int, list[str]]:
    client = client_of(world.users[login] if login else None)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        code = client.get(path).status_code
    return code, len(captured), [query["sql"] for query in captured.captured_queries]


@pytest.mark.parametrize("address", PAGES, ids=lambda address: address.name)
def test_a_page_keeps_to_its_budget(world: Any, address: Address) -> None:
    path = path_of(address, MAKERS, world)
    readers = [login for login in (None, *READERS) if queries(world, login, path)[0] == 200]
    counts: dict[str | None, list[int]] = {login: [] for login in readers}
    for rows in (1, 3):
        while world.made < rows:
            world.request(f"第{world.made}盏路灯不亮")
        tree.current()  # every process keeps the places; reading them is not counted
        for login in readers:
            code, count, sql = queries(world, login, path)
            assert code == 200
            assert count <= MOST, "\n".join(sql)
            counts[login].append(count)
    for login, seen in counts.items():
        assert len(set(seen)) == 1, (login, seen)
