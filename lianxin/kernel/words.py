"""Marking of texts in files that may not import Django: rules, flows and modules' own descriptions."""


def N_(text: str) -> str:  # noqa: N802 - the name that every message extractor knows
    """The text as it is; the extractor finds it here, the page translates it when it is shown."""
    return text
