"""What everybody sees: what is asked for, what became of it, and never who said it."""
