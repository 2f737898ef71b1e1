"""Import what is slow to import before coverage watches every line of it; for a run of all tests, which need it all.

The step `test` hands this module to pytest with `-p`.
"""

import gc
import importlib

PACKAGES = ("azure.ai.ml", "mlflow.sklearn", "pandera.pandas", "sklearn.linear_model", "sklearn.model_selection")

gc.disable()
for package in PACKAGES:
    importlib.import_module(package)
# They stay to the end: there is nothing in them to look for again and again.
gc.freeze()
gc.enable()
