"""Tests, and what packages have to find in the environment when they are imported: before any of them is."""

import os

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
# For tables as small as those of tests, a second thread only waits, and at full speed.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")
