"""Pages that parties and residents open without a log-in."""
