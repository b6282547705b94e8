"""What is true: campaigns, codes, members and the one decision. Pure: no I/O, no clock, no SQL."""
