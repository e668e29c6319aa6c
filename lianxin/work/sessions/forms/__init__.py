"""What the pages of sessions ask for."""
