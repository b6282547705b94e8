"""The screen of printed sheets: which there are, what became of their codes, void and reprint."""
