"""What the demo city has to show of its meetings."""
