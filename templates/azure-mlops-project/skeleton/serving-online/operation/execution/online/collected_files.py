"""Collected requests and answers in files, line by line, in the shape in which Azure Machine Learning collects them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from threading import Lock
from typing import Any

INPUTS = "model_inputs"
OUTPUTS = "model_outputs"


@dataclass(frozen=True)
class CollectedFiles:
    """Appends to `model_inputs.jsonl` and `model_outputs.jsonl` of a folder."""

    folder: Path
    _lock: Lock = field(default_factory=Lock, compare=False)

    def collect(self, correlation: str, request: Mapping[str, Any], response: Mapping[str, Any]) -> None:
        """Append a request and its answer; both carry the same correlation id."""
        moment = datetime.now(timezone.utc).isoformat()
        with self._lock:
            self.folder.mkdir(parents=True, exist_ok=True)
            for collection, data in ((INPUTS, request["records"]), (OUTPUTS, response["predictions"])):
                line = {
                    "specversion": "1.0",
                    "type": f"azureml.inference.{collection}",
                    "time": moment,
                    "correlationid": correlation,
                    "data": data,
                }
                with (self.folder / f"{collection}.jsonl").open("a", encoding="utf-8") as stream:
                    stream.write(json.dumps(line) + "\n")
