"""The campaign wizard: its steps, the form that they fill, and what of it is kept."""
