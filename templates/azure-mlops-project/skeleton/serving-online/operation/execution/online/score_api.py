"""The score contract as an OpenAPI document: what the catalog shows of the endpoint, and clients are generated from."""

from collections.abc import Mapping
from typing import Any

import pandera.pandas as pa

from src.data_schema import features_schema

LARGEST = "max_value"
SMALLEST = "min_value"
WORDS = "allowed_values"

Schema = dict[str, Any]


def score_api(project_name: str, smoke_test: Mapping[str, Any]) -> Schema:
    """Describe the endpoint of a project; the shapes of options and answers are those of a model's smoke test."""
    request, response = smoke_test["request"], smoke_test["response"]
    options = {name: {"type": json_type(value)} for name, value in request.items() if name != "records"}
    records = {
        "type": "array",
        "minItems": 1,
        "items": record_schema(features_schema()),
    }
    prediction = {name: {"type": json_type(value)} for name, value in response["predictions"][0].items()}
    predictions = {"type": "array", "items": closed_object(prediction)}
    return {
        "openapi": "3.0.3",
        "info": {
            "title": f"Score with {project_name}",
            "version": "1",
            "description": "Predictions for records. Column by column, docs/data says what a record is.",
        },
        "servers": [
            {
                "url": "https://{endpoint}",
                "variables": {"endpoint": {"default": "localhost"}},
            }
        ],
        "security": [{"key_or_token": []}],
        "paths": {
            "/score": {
                "post": {
                    "operationId": "score",
                    "requestBody": content({"$ref": "#/components/schemas/Request"}, required=True),
                    "responses": {
                        "200": answer("Predictions, in the order of the records", "Response"),
                        "400": answer(
                            "The request breaks the contract; the text names column and check",
                            "Error",
                        ),
                        "401": {"description": "The key or the token is missing or wrong"},
                        "500": answer("The model failed", "Error"),
                    },
                }
            }
        },
        "components": {
            "securitySchemes": {"key_or_token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Request": closed_object({"records": records, **options}, required=["records"]),
                "Response": closed_object({"predictions": predictions}),
                "Error": closed_object({"error": {"type": "string"}}),
            },
        },
    }


def record_schema(schema: pa.DataFrameSchema) -> Schema:
    """Describe a record column by column."""
    return closed_object({str(name): column_schema(column) for name, column in schema.columns.items()})


def column_schema(column: pa.Column) -> Schema:
    """Describe a column with the ranges and the words that its checks allow."""
    description: Schema = {"type": "number" if str(column.dtype) == "float64" else "string"}
    for check in column.checks:
        statistics = check.statistics or {}
        if SMALLEST in statistics:
            description["minimum"] = statistics[SMALLEST]
        if LARGEST in statistics:
            description["maximum"] = statistics[LARGEST]
        if WORDS in statistics:
            description["enum"] = list(statistics[WORDS])
    return description


def json_type(value: object) -> str:
    """Return the JSON type of a value of a request or an answer."""
    if isinstance(value, str):
        return "string"
    return "integer" if isinstance(value, int) else "number"


def closed_object(properties: Mapping[str, Schema], required: list[str] | None = None) -> Schema:
    """Describe an object that has these properties and no others."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties) if required is None else required,
        "properties": dict(properties),
    }


def answer(description: str, schema: str) -> Schema:
    """Describe a response."""
    return {
        "description": description,
        **content({"$ref": f"#/components/schemas/{schema}"}),
    }


def content(schema: Schema, *, required: bool = False) -> Schema:
    """Describe a body."""
    body: Schema = {"content": {"application/json": {"schema": schema}}}
    return {"required": True, **body} if required else body
