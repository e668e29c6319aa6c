"""The pages of petitions and receptions, by who uses them."""
