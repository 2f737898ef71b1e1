"""`signature.yml`: the changed signature of the model that clients know of."""

from typing import Annotated

from pydantic import StringConstraints

from operation.execution.section import Section
from operation.execution.yaml_files import StrictModel


class SignatureSettings(StrictModel):
    """The file."""

    acknowledged_change: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{12})?$")]

    def gate_arguments(self) -> list[str]:
        """Return what the gate is told."""
        return [f"--acknowledged-signature {self.acknowledged_change}"] if self.acknowledged_change else []


SECTION = Section(file="signature.yml", scope="project", model=SignatureSettings)
