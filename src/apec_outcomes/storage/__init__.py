"""Dataset files: which file holds which records, how they are read, and how they are written."""
