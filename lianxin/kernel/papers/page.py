"""The page of an official document: A4, 22 lines of 28 characters (GB/T 9704-2012, 5 and 7); millimetres, points."""

MM = 25.4 / 72  # one point in millimetres
WIDTH, HEIGHT = 210.0, 297.0
TOP, LEFT = 37.0, 28.0
TEXT_WIDTH, TEXT_HEIGHT = 156.0, 225.0
RIGHT, BOTTOM = WIDTH - LEFT - TEXT_WIDTH, HEIGHT - TOP - TEXT_HEIGHT
LINES, CHARACTERS = 22, 28
LINE = TEXT_HEIGHT / LINES
CELL = TEXT_WIDTH / CHARACTERS

# Sizes in points by their Chinese names: 一号 二号 三号 四号 小四 五号
COVER, TITLE, BODY, SMALL, FINE, NOTE = 26.0, 22.0, 16.0, 14.0, 12.0, 10.5

SQUEEZE = (TEXT_WIDTH / MM - CHARACTERS * BODY) / (CHARACTERS - 1)
"""Points between two characters of the body, below zero: 28 characters of 16 pt are 2 mm wider than the text area."""

NUMBER_BELOW = 7.0
"""Millimetres from the text area down to the upper edge of the page number's dash (GB/T 9704-2012, 7.5)."""
