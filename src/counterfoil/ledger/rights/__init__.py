"""Rights: what a hub granted, what a till spends of it, and what is at stake meanwhile."""
