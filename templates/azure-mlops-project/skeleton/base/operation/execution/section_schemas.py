"""JSON schemas of the sections of the configuration, for editors; generated from the typed models."""

import json
from pathlib import Path

from operation.execution.section import sections

FOLDER = "schemas"


def section_schemas() -> dict[str, str]:
    """Return the content of each schema file."""
    return {
        section.schema_name: json.dumps(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **section.model.model_json_schema()}, indent=2
        )
        + "\n"
        for section in sections()
    }


def schema_complaints(folder: Path) -> list[str]:
    """Return which schema files differ from what the models say."""
    expected = section_schemas()
    found = {name: (folder / name).read_text("utf-8") for name in expected if (folder / name).is_file()}
    return [
        f"{(folder / name).as_posix()}: not what its model says. Run `python -m operation.execution.write_schemas`."
        for name in expected
        if found.get(name) != expected[name]
    ]
