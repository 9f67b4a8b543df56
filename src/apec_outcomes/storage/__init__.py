"""Dataset files: their layout, reading and writing."""
