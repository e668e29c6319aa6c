"""What people type: residents a suggestion or an evaluation, staff a suggestion or a call."""
