"""The steps of the wizard, one module each, and their larger parts."""
