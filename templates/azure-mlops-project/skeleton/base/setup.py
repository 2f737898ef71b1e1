"""Package `src` and `operation`, so that remote compute can install them."""

import re
from pathlib import Path

from setuptools import find_packages, setup

HERE = Path(__file__).parent
NAME = re.search(
    r"^  project_name: \"?([a-z0-9-]+)\"?$",
    (HERE / "operation" / "configuration" / "project.yml").read_text(encoding="utf-8"),
    flags=re.MULTILINE,
)
if NAME is None:
    message = "operation/configuration/project.yml has no project_name"
    raise ValueError(message)

setup(
    name=NAME.group(1),
    version="0.1.0",
    python_requires=">=3.10",
    packages=find_packages(include=["src", "src.*", "operation", "operation.*"], exclude=["operation.tests*"]),
)
