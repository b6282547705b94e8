"""The command line: one module for each noun, and the words and tables it prints."""
