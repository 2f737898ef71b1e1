"""Online endpoints of a workspace, as its REST interface answers.

What is real: all that azure-ai-ml does and sends. What is not: the service. It refuses what the documents of Azure say
that it refuses: traffic that is not 0 or 100 per cent or goes to a deployment that is not there, mirrored traffic of
more than 50 per cent, to a deployment with traffic or on Kubernetes, and deleting a deployment with traffic. It builds
no image and starts nothing.
"""

import copy

from operation.tests.azure_answers import Response, error
from operation.tests.azure_workspace import AzureWorkspace, Json

ALL = 100
MOST_MIRRORED = 50
ENDPOINTS = "onlineEndpoints"


class EndpointWorkspace(AzureWorkspace):
    """Keeps endpoints and deployments."""

    def __init__(self, scoring_uri: str = "https://nowhere.invalid/score") -> None:
        """Let endpoints answer at an address."""
        super().__init__()
        self._scoring_uri = scoring_uri
        self.token: Json = {"accessToken": "of-the-workspace", "expiryTimeUtc": 0, "tokenType": "Bearer"}
        endpoint = rf"{ENDPOINTS}/[^/]+"
        deployment = f"{endpoint}/deployments/[^/]+"
        self.routes |= {
            f"GET {endpoint}": self.given,
            f"PUT {endpoint}": self._put_endpoint,
            f"POST {endpoint}/token": lambda *_: (200, self.token),
            f"GET {endpoint}/deployments": self._deployments,
            f"GET {deployment}": self.given,
            f"PUT {deployment}": self._put_deployment,
            f"DELETE {deployment}": self._delete_deployment,
            f"POST {deployment}/getLogs": self._logs,
        }

    def endpoint(self, name: str) -> Json:
        """Return the properties of an endpoint."""
        properties: Json = self.kept[f"{ENDPOINTS}/{name}"]["properties"]
        return properties

    def deployment(self, endpoint: str, name: str) -> Json:
        """Return a deployment."""
        return self.kept[f"{ENDPOINTS}/{endpoint}/deployments/{name}"]

    def _put_endpoint(self, path: str, body: Json) -> Response:
        refused = self._refused(path, body["properties"])
        if refused:
            return error(400, "BadArgument", refused)
        status = 200 if path in self.kept else 201
        kept = self.keep(path, body, provisioningState="Updating", scoringUri=self._scoring_uri)
        kept["identity"] = {**body["identity"], "principalId": "0", "tenantId": "0"}
        return self.long_operation(path, status, kept, lambda: self._settle(path))

    def _refused(self, path: str, properties: Json) -> str:
        traffic, mirror = properties["traffic"], properties["mirrorTraffic"]
        names = {name.rpartition("/")[2] for name in self.kept if name.startswith(f"{path}/deployments/")}
        if sum(traffic.values()) not in {0, ALL} or not {*traffic, *mirror} <= names:
            return f"traffic {traffic}, mirrored {mirror}: the deployments are {sorted(names)}"
        if {*traffic} & {*mirror} or len(mirror) > 1 or sum(mirror.values()) > MOST_MIRRORED:
            return f"traffic {traffic} does not allow to mirror {mirror}"
        return "Kubernetes does not mirror" if mirror and "compute" in properties else ""

    def _deployments(self, path: str, _: object) -> Response:
        if path.removesuffix("/deployments") not in self.kept:
            return error(404, "ResourceNotFound", f"{path} is not there")
        return 200, {"value": [self.kept[name] for name in sorted(self.kept) if name.startswith(f"{path}/")]}

    def _put_deployment(self, path: str, body: Json) -> Response:
        status = 200 if path in self.kept else 201
        kept = self.keep(
            path, copy.deepcopy(body), provisioningState="Creating", scaleSettings={"scaleType": "Default"}
        )
        for collection in kept["properties"].get("dataCollector", {}).get("collections", {}).values():
            # The SDK writes it small and reads it with a capital.
            collection["dataCollectionMode"] = collection["dataCollectionMode"].capitalize()
        return self.long_operation(path, status, kept, lambda: self._settle(path))

    def _settle(self, path: str) -> None:
        self.kept[path]["properties"]["provisioningState"] = "Succeeded"

    def _delete_deployment(self, path: str, _: object) -> Response:
        endpoint, _, name = path.partition("/deployments/")
        properties = self.kept[endpoint]["properties"]
        if path not in self.kept:
            return 204, None
        if {name} & {*properties["traffic"], *properties["mirrorTraffic"]}:
            return error(400, "BadArgument", f"{name} has traffic")
        self.kept[path]["properties"]["provisioningState"] = "Deleting"
        return self.long_operation(path, 202, None, lambda: self.kept.pop(path))

    def _logs(self, path: str, body: Json) -> Response:
        endpoint, _, name = path.removeprefix(f"{ENDPOINTS}/").removesuffix("/getLogs").partition("/deployments/")
        return 200, {"content": "\n".join([f"{endpoint} {name}"] * body["tail"])}
