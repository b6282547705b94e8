"""The first run: the demo, or this store."""
