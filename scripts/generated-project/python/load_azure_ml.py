"""Load every Azure Machine Learning YAML of the given projects with azure-ai-ml; print a JSON line for each file.

The kind of a file is read from its `$schema`; a job or component that refers to other files is loaded with them.
"""

import json
import re
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

warnings.filterwarnings("ignore")

from azure.ai.ml.entities import _load_functions as ml  # noqa: E402 - noisy without the line above; has every loader

# A project fills these in itself, and its own tests load what comes out.
PLACEHOLDER = re.compile(r"^[^#\n]*[\"'][^\"'\n$]*(?<!\{)\{[a-z_]+\}(?!\})", re.MULTILINE)
SCHEMA = re.compile(r"^\$schema:\s*\S*?/(?P<kind>[A-Za-z0-9]+)\.schema\.json\s*$", re.MULTILINE)
IGNORED = {".git", ".venv", "outputs", "node_modules"}

# The end of a schema's name, without its case, and what loads the file: the first that fits.
LOADERS = (
    ("onlinedeployment", ml.load_online_deployment),
    ("onlineendpoint", ml.load_online_endpoint),
    ("modelbatchdeployment", ml.load_model_batch_deployment),
    ("batchdeployment", ml.load_batch_deployment),
    ("batchendpoint", ml.load_batch_endpoint),
    ("component", ml.load_component),
    ("job", ml.load_job),
    ("schedule", ml.load_schedule),
    ("environment", ml.load_environment),
    ("compute", ml.load_compute),
    ("computeinstance", ml.load_compute),
    ("workspace", ml.load_workspace),
    ("registry", ml.load_registry),
    ("datastore", ml.load_datastore),
    ("featureset", ml.load_feature_set),
    ("featurestoreentity", ml.load_feature_store_entity),
    ("featurestore", ml.load_feature_store),
    ("blob", ml.load_datastore),
    ("data", ml.load_data),
    ("model", ml.load_model),
)


def schema_kinds(project: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files that name a schema of Azure Machine Learning, with the name of that schema."""
    for path in sorted([*project.rglob("*.yml"), *project.rglob("*.yaml")]):
        if IGNORED.isdisjoint(path.relative_to(project).parts):
            text = path.read_text("utf-8")
            match = SCHEMA.search(text)
            if match is not None and PLACEHOLDER.search(text) is None:
                yield path, match["kind"]


def complaint_about(path: Path, kind: str) -> str | None:
    """Return why a file cannot be loaded, or None."""
    load = next((loader for end, loader in LOADERS if kind.lower().endswith(end)), None)
    if load is None:
        return f"no loader is known for the schema {kind}"
    try:
        load(source=path)
    except Exception as error:  # noqa: BLE001 - whatever the SDK raises is the answer
        return f"{type(error).__name__}: {error}"
    return None


def main(projects: list[str]) -> None:
    """Load the files of the projects."""
    for project in map(Path, projects):
        for path, kind in schema_kinds(project):
            complaint = complaint_about(path, kind)
            file = path.relative_to(project).as_posix()
            print(json.dumps({"project": str(project), "file": file, "kind": kind, "complaint": complaint}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
