"""Members, their wallets and their units over the network."""
