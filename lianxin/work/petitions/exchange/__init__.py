"""Registers of windows and agents as spreadsheets, in and out."""

from lianxin.work.petitions.exchange.registers import AGENTS, WINDOWS, import_agents, import_windows

__all__ = ["AGENTS", "WINDOWS", "import_agents", "import_windows"]
