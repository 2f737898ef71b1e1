"""Schedules of a workspace, as its REST interface answers: they are kept, and start nothing.

Nothing says what the service makes of a schedule that was stopped, and is put again by a request that does not say
whether it is enabled. Here it stays stopped, the worse of the two.
"""

from operation.tests.azure_answers import Response
from operation.tests.azure_workspace import AzureWorkspace, Json


class ScheduleWorkspace(AzureWorkspace):
    """Keeps schedules."""

    def __init__(self) -> None:
        super().__init__()
        self.routes |= {r"GET schedules/[^/]+": self.given, r"PUT schedules/[^/]+": self._put_schedule}

    def _put_schedule(self, path: str, body: Json) -> Response:
        status = 200 if path in self.kept else 201
        before = self.kept.get(path, {"properties": {"isEnabled": True}})["properties"]["isEnabled"]
        enabled = body["properties"].get("isEnabled", before)
        kept = self.keep(path, body, provisioningState="Creating", isEnabled=enabled)
        return self.long_operation(path, status, kept, lambda: kept["properties"].update(provisioningState="Succeeded"))
