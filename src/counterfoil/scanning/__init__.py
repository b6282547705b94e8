"""Everything that turns light or key strokes into the text of a code. No Qt, no SQL."""
