"""Printed sheets as inventory: which codes stand where, which were printed, lost, printed again."""
