"""The till's side of a hub: what waits to be sent, what was answered, and joining."""
