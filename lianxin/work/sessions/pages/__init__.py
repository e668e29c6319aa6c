"""The pages of sessions for staff; those for residents are in ``public``."""
