"""Codes by the million: generated, imported, exported, listed, made void, counted."""
