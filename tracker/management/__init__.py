"""The shell's door: what an operator does by typing, each command a thin call of an action."""
