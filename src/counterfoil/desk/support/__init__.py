"""What the desk says of a mistake in the program, and the report for support."""
