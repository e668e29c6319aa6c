"""Spreadsheets in and out. See README.md."""
