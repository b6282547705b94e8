"""The messages that tills and the hub exchange, versioned; exports are made of them too."""
