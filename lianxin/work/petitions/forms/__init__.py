"""Inputs of the pages of petitions, by who fills them in."""
