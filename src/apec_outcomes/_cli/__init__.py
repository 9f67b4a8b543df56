"""The parts of the command line: what belongs to a record, and how it is printed."""
