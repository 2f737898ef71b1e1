from pathlib import Path

from operation.execution.deployment import PIPELINE
from operation.execution.pipeline_files import read_pipeline_file


def test_a_training_on_main_starts_the_deployment_pipeline(root: Path) -> None:
    (training,) = read_pipeline_file(root, PIPELINE).content["resources"]["pipelines"]
    assert training["pipeline"] == "training"
    assert training["trigger"] == {"branches": {"include": ["main"]}}
