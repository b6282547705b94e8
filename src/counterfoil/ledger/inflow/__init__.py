"""What a device takes in from its hub."""
