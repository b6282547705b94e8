"""The staff: who is at the till, the lock screen, and the page where a manager keeps them."""
