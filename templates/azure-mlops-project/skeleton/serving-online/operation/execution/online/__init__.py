"""Online endpoints: what a rollout asks of them, and who does it: a folder here, or Azure Machine Learning."""
