"""Model registries: where versions of models are kept, here or in Azure Machine Learning."""
