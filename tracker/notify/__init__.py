"""Letters: one function composes each e-mail; nothing here writes or sends."""
