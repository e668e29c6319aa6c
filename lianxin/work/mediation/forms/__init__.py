"""What people type: staff, parties, and those who keep the register."""
