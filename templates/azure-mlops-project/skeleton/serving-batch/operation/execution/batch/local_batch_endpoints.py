"""A batch endpoint in a folder on this machine: it keeps deployments, and really scores.

<folder>/<endpoint>/default.json                       the name of the default deployment
<folder>/<endpoint>/deployments/<name>/deployment.json what it is
<folder>/<endpoint>/deployments/<name>/model           its own copy of the model
"""

import importlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from operation.execution.batch.batch_endpoints import (
    BatchDeployment,
    require_a_score_for_each,
    require_default,
)
from operation.execution.batch.score import MODEL_VARIABLE, OUTPUT_VARIABLE
from operation.execution.registry.model_registry import ModelVersion
from operation.execution.whole_directory import aside, copy_checked, digests_of, put_in_place, write_whole
from src.errors import DataError, ModelError

SCRIPT = "operation.execution.batch.score"
RECORD = "deployment.json"
MODEL = "model"


@dataclass(frozen=True)
class LocalBatchEndpoints:
    """Keeps its state in files, so that each step finds what the one before it left."""

    name: str
    folder: Path
    mini_batch_size: int

    def deploy(self, deployment: BatchDeployment, model: ModelVersion) -> None:
        """Create the endpoint if it is not there, and the deployment in it, without making that the default."""
        source, target = Path(model.location), self._directory(deployment.name)
        with aside(target) as incoming:
            copy_checked(source, incoming / deployment.name / MODEL, digests_of(source))
            write_whole(incoming / deployment.name / RECORD, asdict(deployment))
            put_in_place(incoming / deployment.name, target)

    def deployments(self) -> list[BatchDeployment]:
        """Return every deployment, in the order of the versions; none where there is no endpoint."""
        records = sorted(self._directory("").glob(f"*/{RECORD}"))
        found = [BatchDeployment(**json.loads(record.read_text(encoding="utf-8"))) for record in records]
        return sorted(found, key=lambda deployment: int(deployment.version))

    def default(self) -> str | None:
        """Return the name of the default deployment."""
        if not self._default_file.is_file():
            return None
        name: str = json.loads(self._default_file.read_text(encoding="utf-8"))["deployment"]
        return name

    def set_default(self, deployment: str) -> None:
        """Let a deployment score what comes from now on."""
        self._require(deployment)
        write_whole(self._default_file, {"deployment": deployment})

    def delete_deployment(self, deployment: str) -> None:
        """Delete a deployment that is not the default."""
        self._require(deployment)
        if deployment == self.default():
            message = f"deployment {deployment} is the default of {self.name}: make another one the default first."
            raise ModelError(message)
        shutil.rmtree(self._directory(deployment))

    def invoke(self, files: str, scores: Path, deployment: str | None = None) -> Sequence[str]:
        """Score every file of a folder into a folder that takes the place of the last one; return their names."""
        name = deployment or require_default(self)
        self._require(name)
        paths = files_of(Path(files))
        with aside(scores) as incoming:
            output = incoming / "scores"
            output.mkdir()
            with _variables({MODEL_VARIABLE: self._directory(name) / MODEL, OUTPUT_VARIABLE: output}):
                scored = _run_script(paths, self.mini_batch_size)
            require_a_score_for_each([path.name for path in paths], scored, files)
            put_in_place(output, scores)
        return scored

    def _require(self, deployment: str) -> None:
        if not (self._directory(deployment) / RECORD).is_file():
            known = ", ".join(known.name for known in self.deployments()) or "none"
            message = (
                f"batch endpoint {self.name}\n  expected: one of its deployments: {known}\n"
                f"  found:    {deployment}\n  remedy:   Run deploy_batch for the version that you mean."
            )
            raise ModelError(message)

    def _directory(self, deployment: str) -> Path:
        return self.folder / self.name / "deployments" / deployment

    @property
    def _default_file(self) -> Path:
        return self.folder / self.name / "default.json"


def files_of(folder: Path) -> list[Path]:
    """Return every file of a folder, however deep: what is no CSV file is refused later, by name."""
    if not folder.is_dir():
        message = f"{folder}: there is no such folder. Create it with the files to score, or correct batch.yml."
        raise DataError(message)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _run_script(paths: Sequence[Path], mini_batch_size: int) -> list[str]:
    """Call the scoring script as Azure Machine Learning does; every mini batch is tried, so that all errors show."""
    script = importlib.import_module(SCRIPT)
    script.init()
    scored: list[str] = []
    complaints: list[str] = []
    for start in range(0, len(paths), mini_batch_size):
        mini_batch = [path.as_posix() for path in paths[start : start + mini_batch_size]]
        try:
            scored += script.run(mini_batch)
        except DataError as error:
            complaints.append(str(error))
    if complaints:
        raise DataError("\n".join(complaints))
    return scored


@contextmanager
def _variables(variables: dict[str, Path]) -> Iterator[None]:
    """Set environment variables for a while."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update({name: str(path) for name, path in variables.items()})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
