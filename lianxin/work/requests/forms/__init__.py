"""Inputs of the pages of requests, by who fills them in."""
