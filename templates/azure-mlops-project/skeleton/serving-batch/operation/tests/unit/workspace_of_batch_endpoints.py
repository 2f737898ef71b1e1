"""Batch endpoints of a workspace, as its REST interface answers: they are kept; nothing is built or started."""

from operation.tests.azure_answers import Response
from operation.tests.azure_workspace import AzureWorkspace, Json

SCORING = "https://churn-batch.westeurope.inference.ml.azure.com/jobs"


class BatchWorkspace(AzureWorkspace):
    """Keeps batch endpoints and deployments."""

    def __init__(self) -> None:
        super().__init__()
        endpoint, deployment = r"batchEndpoints/[^/]+", r"batchEndpoints/[^/]+/deployments/[^/]+"
        self.routes |= {
            f"GET ({endpoint}|{deployment})": self.given,
            f"PUT ({endpoint}|{deployment})": self._put,
            f"GET {endpoint}/deployments": self._deployments,
            f"DELETE {deployment}": self._delete,
        }

    def _put(self, path: str, body: Json) -> Response:
        status = 200 if path in self.kept else 201
        address = {} if "/deployments/" in path else {"scoringUri": SCORING}
        kept = self.keep(path, body, provisioningState="Creating", **address)
        return self.long_operation(path, status, kept, lambda: kept["properties"].update(provisioningState="Succeeded"))

    def _deployments(self, path: str, _: object) -> Response:
        if path.removesuffix("/deployments") not in self.kept:
            return self.given(path)
        return 200, {"value": [self.kept[name] for name in sorted(self.kept) if name.startswith(f"{path}/")]}

    def _delete(self, path: str, _: object) -> Response:
        return self.long_operation(path, 202, None, lambda: self.kept.pop(path))
