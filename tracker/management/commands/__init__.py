"""One command in each file; its help text says what it does."""
