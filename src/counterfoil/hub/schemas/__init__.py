"""Custom event schemas over the network."""
