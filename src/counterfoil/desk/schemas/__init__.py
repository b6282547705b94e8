"""Event schemas: the shapes of the events that redeeming a code is."""
