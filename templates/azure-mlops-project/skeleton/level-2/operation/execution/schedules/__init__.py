"""Schedules of Azure Machine Learning."""
