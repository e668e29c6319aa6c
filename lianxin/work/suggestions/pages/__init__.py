"""The pages of suggestions: staff here, everybody in ``public``."""
