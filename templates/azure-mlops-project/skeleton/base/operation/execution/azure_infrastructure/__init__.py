"""What an environment has in Azure: one YAML file for each resource, and what creates them.

`workspace.yml`, `compute.yml` and `registry.yml` are YAML of Azure Machine Learning; the other files say what Azure
Resource Manager is asked for: id, version of its interface, and body. `{names}` in them come from `azure.yml` of the
environment and from operation/execution/azure_names.py. What is not in every environment, such as a cluster that is
attached, has a module in `additions` besides.
"""
