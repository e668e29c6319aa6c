"""Written papers for people and archives: plain values in, PDF or DOCX out (GB/T 9704-2012). See the README."""

from lianxin.kernel.papers.blocks import (
    Attached,
    Block,
    Facts,
    Heading,
    PageBreak,
    Paper,
    Para,
    Photo,
    Quote,
    Seal,
    Signatures,
    Table,
    day_words,
    document_number,
)

__all__ = [
    "Attached",
    "Block",
    "Facts",
    "Heading",
    "PageBreak",
    "Paper",
    "Para",
    "Photo",
    "Quote",
    "Seal",
    "Signatures",
    "Table",
    "day_words",
    "document_number",
]
