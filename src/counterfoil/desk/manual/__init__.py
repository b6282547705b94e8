"""The manual in the window: its pages, read, searched and shown with the theme's colours."""
