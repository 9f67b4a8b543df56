"""Whether records fit together."""
