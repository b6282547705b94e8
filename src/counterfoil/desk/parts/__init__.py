"""Parts that the back office's pages are made of."""
