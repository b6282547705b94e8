"""What a hub does with the entries of its devices, and how it takes them in."""
