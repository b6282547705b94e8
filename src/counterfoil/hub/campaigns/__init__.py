"""Campaigns over the network."""
