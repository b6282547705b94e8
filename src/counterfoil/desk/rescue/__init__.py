"""The screen of a till whose records are damaged: what is safe, and how it goes on."""
