"""The screen that prints: codes, stock and design chosen, the real page shown, proved, printed."""
