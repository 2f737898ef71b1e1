"""Step `write_schemas`: write the JSON schemas of the configuration anew, after a change of a section's model."""

import argparse
import sys
from collections.abc import Sequence

from operation.execution.report import print_identity
from operation.execution.section_schemas import FOLDER, section_schemas
from operation.execution.step import configuration_folder, guarded
from operation.execution.step_options import read_options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the step."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    parser = argparse.ArgumentParser(
        prog="python -m operation.execution.write_schemas", description="Write the JSON schemas of the configuration."
    )
    read_options(parser, given)

    def identity() -> None:
        print_identity("write_schemas", given, None)

    def work() -> None:
        identity()
        folder = configuration_folder().path / FOLDER
        folder.mkdir(exist_ok=True)
        for name, text in section_schemas().items():
            (folder / name).write_text(text, encoding="utf-8")
            print(f"wrote {(folder / name).as_posix()}")

    return guarded(work, identity)


if __name__ == "__main__":
    sys.exit(main())
