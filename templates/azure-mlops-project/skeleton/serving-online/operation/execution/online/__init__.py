"""Online endpoints: what a rollout asks of them, and who does it: a folder on this machine, or Azure Machine Learning."""
