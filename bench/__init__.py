"""Loads under which the product is measured; never part of the timed suite. See README.md."""
