"""The inbox: what two tills did with one code, side by side, until somebody settles it."""
