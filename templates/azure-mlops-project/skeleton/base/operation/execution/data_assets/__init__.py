"""Data assets: versions of the raw data, in a folder of this computer or in Azure Machine Learning."""
