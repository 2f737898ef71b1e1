"""Everything that executes the core scripts: configuration, steps, monitoring and tests."""
