"""Pages for everybody: HTML and CSV, read only."""
