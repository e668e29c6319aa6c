"""``lianxin flows``: the drawings of all flows, as kept in docs/developers/flows.md."""

from __future__ import annotations

import argparse

from lianxin.kernel.matters.flow import mermaid
from lianxin.kernel.modules import registry


def arguments(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(options: argparse.Namespace) -> int:
    print(drawings(), end="")
    return 0


def drawings() -> str:
    """One Mermaid drawing for each kind of matter, in the order of installation."""
    parts = ["# Flows\n\nDrawn from each module's `flow.py` by `lianxin flows`; do not edit.\n"]
    for kind, flow in registry.flows().items():
        parts.append(f"\n## {flow.label} `{kind}`\n\n```mermaid\n{mermaid(flow)}```\n")
    return "".join(parts)
