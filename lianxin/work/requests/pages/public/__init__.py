"""What residents see: no log-in, one minute, a phone."""
