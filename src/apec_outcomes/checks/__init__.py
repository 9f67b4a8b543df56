"""Whether records are valid, fit together, and keep the rules of the bundled record."""
