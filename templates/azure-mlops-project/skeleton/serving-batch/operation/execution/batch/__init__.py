"""Batch endpoints: files in, files out, on a folder of this machine or in Azure Machine Learning."""
