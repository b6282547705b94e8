"""Trying campaigns and codes out over HTTP; nothing is written."""
