"""Symbols and label sheets: drawn, laid out, printed and proved. No Qt."""
