"""What the person who brought an item sees."""
