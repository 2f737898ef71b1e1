"""Azure Machine Learning: who we are there, which workspace, and what its failures mean to a step.

The packages of Azure are imported where they are used: they take seconds to load, and no step with --backend local
needs them.
"""
