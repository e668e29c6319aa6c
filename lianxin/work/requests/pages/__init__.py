"""The pages of the requests module, by who uses them."""
