"""Steps: each module with a `main` is one line of a pipeline, `python -m operation.execution.<step>`."""
