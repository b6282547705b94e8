"""The counter: the screen where codes are scanned, decided and recorded."""
