from pathlib import Path

import pandas as pd
import yaml

from src.dashboard_table import write_table


def test_a_table_says_where_its_rows_are_and_which_type_each_column_has(directory: Path) -> None:
    rows: pd.DataFrame = pd.DataFrame({"age": [1, 2], "size": [0.5, 2.5], "code": ["01", "02"]})
    write_table(directory, rows)
    table = yaml.safe_load((directory / "MLTable").read_text("utf-8"))
    assert table["type"] == "mltable"
    assert table["paths"] == [{"file": "./rows.csv"}]
    reading, types = table["transformations"]
    assert reading["read_delimited"]["infer_column_types"] is False
    assert {entry["columns"]: entry["column_type"] for entry in types["convert_column_types"]} == {
        "age": "float",
        "size": "float",
        "code": "string",
    }
    assert (directory / "rows.csv").read_text("utf-8").splitlines() == ["age,size,code", "1,0.5,01", "2,2.5,02"]
