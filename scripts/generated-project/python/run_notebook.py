"""Run the code cells of a notebook from top to bottom, as a kernel would, in a fresh interpreter."""

import json
import os
import sys
from pathlib import Path


def main(file: str) -> None:
    """Run a notebook in its own folder, where Jupyter starts it too."""
    path = Path(file).resolve()
    os.environ.setdefault("MPLBACKEND", "agg")
    os.chdir(path.parent)
    sys.path.insert(0, str(path.parent))
    names: dict[str, object] = {"__name__": "__main__"}
    cells = [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    if not cells:
        message = f"{path.name} has no code cell"
        raise SystemExit(message)
    for position, cell in enumerate(cells, start=1):
        source = "".join(cell["source"])
        exec(compile(source, f"{path.name}, code cell {position}", "exec"), names)  # noqa: S102 - that is the task


if __name__ == "__main__":
    main(sys.argv[1])
