"""`/sync`: what the brand's devices and their hub exchange."""
