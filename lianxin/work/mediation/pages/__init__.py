"""Pages of mediation: for staff here, for parties and residents in ``public``."""
