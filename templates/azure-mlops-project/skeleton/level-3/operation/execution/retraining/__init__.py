"""Training again: why, whether that may be now, and where."""
