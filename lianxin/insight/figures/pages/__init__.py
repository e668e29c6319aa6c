"""Pages: reading figures, copies that leave the house, and the numbers for everybody."""
