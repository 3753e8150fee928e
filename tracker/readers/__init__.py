"""Reading what people have, texts and tables, into plain values; nothing is dropped silently."""
