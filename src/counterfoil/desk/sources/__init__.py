"""Where scans come from: each source hands on what its device says, on the screen's thread."""
