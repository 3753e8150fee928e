"""What the architecture tests look for in the source; tests/test_rooms.py says what is allowed."""
