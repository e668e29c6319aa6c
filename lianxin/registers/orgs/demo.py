"""Made-up organisations with codes that pass the check, so that the register of the demo city is not empty."""

from __future__ import annotations

import random
from datetime import date, timedelta

from lianxin.kernel import audit
from lianxin.kernel.access.actor import Actor
from lianxin.kernel.modules.pack import pack
from lianxin.kernel.places import tree
from lianxin.registers.orgs import actions
from lianxin.registers.orgs.rules import LETTERS, check_sign, kind_of

FIRST = ("青禾", "云雀", "槐香", "望湖", "纸鸢", "麦浪", "星灯", "石桥", "银杏", "听涛")
SECOND = ("东方", "长风", "新里", "和乐", "百家", "春晖", "小院", "安步", "晴川", "同心")
KINDS = (("91", "餐饮有限公司"), ("91", "物业服务有限公司"), ("92", "便利店"), ("52", "社会工作服务中心"),
         ("51", "志愿者协会"), ("93", "种植专业合作社"), ("91", "快递服务有限公司"), ("12", "小学"))  # fmt: skip


def fill(*, actor: Actor) -> None:
    """Eighty organisations over the communities of the pack's city."""
    chance = random.Random(int(pack().get("demo.seed", 1)))  # noqa: S311 - believable, not secret
    places = tree.current().descendants(str(pack().get("places.city", "")), "community")
    if not places:
        return
    with audit.together():
        rows = [_one(chance, index, places[index * 5 % len(places)].path) for index in range(80)]
        actions.keep(rows, actor=actor, source=pack().name)
        audit.record(actor, "orgs.demo", detail={"rows": len(rows)})


def _one(chance: random.Random, index: int, path: str) -> dict[str, object]:
    start, ending = KINDS[index % len(KINDS)]
    adcode = path.split(".")[1][:6]
    body = f"{start}{adcode}" + "".join(chance.choice(LETTERS) for _sign in range(9))
    uscc = body + check_sign(body)
    return {
        "name": f"{FIRST[index % 10]}{SECOND[index // 8 % 10]}{ending}（演示）", "uscc": uscc,
        "kind": kind_of(uscc), "place_path": path, "adcode": adcode,
        "address": f"{tree.full_name(path)}{index % 40 + 1}号",
        "registered_on": date(2010, 1, 4) + timedelta(days=chance.randrange(5500)),
    }  # fmt: skip
