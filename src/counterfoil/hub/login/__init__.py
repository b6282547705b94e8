"""Signing in over the network, and the tokens that come of it."""
