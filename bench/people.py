"""Who signs in during a run: one person at each level."""

PASSWORD = "bench-and-9-cranes"
LEVELS = ("city", "county", "street", "community", "handler")
