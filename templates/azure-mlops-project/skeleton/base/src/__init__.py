"""Core scripts of the machine-learning project.

Every script here runs on its own (`python -m src.<script> --help`), takes every value
as a command line argument, and knows neither the platform nor the configuration.
"""
