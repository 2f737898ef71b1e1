"""`promotion_overrides.yml`: releases that somebody decided for although the policy says no."""

from typing import Annotated

from pydantic import StringConstraints

from operation.execution.section import Section
from operation.execution.yaml_files import Slug, StrictModel


class Override(StrictModel):
    """One model that may be released into one environment, for a while."""

    environment: Slug
    model_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    reason: str
    decided_by: Annotated[str, StringConstraints(min_length=3)]
    valid_until: Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class PromotionOverrides(StrictModel):
    """The file."""

    overrides: list[Override]


SECTION = Section(file="promotion_overrides.yml", scope="project", model=PromotionOverrides)
