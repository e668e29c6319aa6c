"""The one error of this package that a person reads."""


class Refused(ValueError):
    """A file that is not taken. Its text is a whole sentence in the language of the request."""
