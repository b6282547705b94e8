"""A campaign's codes over the network."""
