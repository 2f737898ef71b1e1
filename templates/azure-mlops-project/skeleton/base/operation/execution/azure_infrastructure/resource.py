"""A resource that an environment has in Azure."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Resource:
    """A resource as its file describes it for an environment."""

    kind: str
    document: Mapping[str, Any]
    # What a reader of the plan has to know about it.
    remark: str = ""
    # The configuration file that asks for it, where that is not azure.yml.
    source: Path = Path("azure.yml")

    @property
    def name(self) -> str:
        """Return the name of the resource."""
        return str(self.document["name"]) if "name" in self.document else str(self.document["id"]).rpartition("/")[2]

    @property
    def label(self) -> str:
        """Return how people call it."""
        return f"{self.kind.replace('_', ' ')} {self.name}"

    @property
    def is_of_resource_manager(self) -> bool:
        """Tell whether Azure Resource Manager creates it, and not Azure Machine Learning."""
        return "api_version" in self.document

    def text(self) -> str:
        """Return its YAML."""
        return yaml.safe_dump(dict(self.document), sort_keys=False, allow_unicode=True)
