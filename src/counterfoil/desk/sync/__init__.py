"""How this till stands with its hub: read, put into words, shown in the header and a drawer."""
