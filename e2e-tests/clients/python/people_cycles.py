"""Life cycles of groups, permissions and entitlements."""

from azure.devops.v7_1.graph.models import GraphGroupCreationContext
from azure.devops.v7_1.member_entitlement_management.models import UserEntitlement
from azure.devops.v7_1.service_hooks.models import Subscription

from checks import require_equal, require_in, require_not_in, require_refusal
from connect import PROJECT, Organization

BUILD_NAMESPACE = "33344d9c-fc72-4d6f-aba5-fa317101a7e9"


class NewGroup(GraphGroupCreationContext):
    """The client's own model says of itself that it cannot carry the name of a group."""

    _attribute_map = {
        "display_name": {"key": "displayName", "type": "str"},
        "description": {"key": "description", "type": "str"},
    }

    def __init__(self, display_name: str, description: str) -> None:
        super().__init__()
        self.display_name = display_name
        self.description = description


def graph(organization: Organization) -> None:
    connection = organization.connect()
    client = connection.clients_v7_1.get_graph_client()
    project = connection.clients_v7_1.get_core_client().get_project(PROJECT)
    scope = client.get_descriptor(project.id).value
    wanted = NewGroup("Python approvers", "They approve")
    group = client.create_group(wanted, scope_descriptor=scope)
    require_equal(client.get_group(group.descriptor).display_name, "Python approvers")
    changed = client.update_group(
        group.descriptor,
        [{"op": "replace", "path": "/description", "value": "They refuse"}],
    )
    require_equal(changed.description, "They refuse")
    listed = client.list_groups(scope_descriptor=scope)
    require_in(group.descriptor, [one.descriptor for one in listed.graph_groups])
    [user, *_] = client.list_users().graph_users
    client.add_membership(user.descriptor, group.descriptor)
    members = client.list_memberships(group.descriptor, direction="down")
    require_equal([one.member_descriptor for one in members], [user.descriptor])
    require_equal(client.get_storage_key(user.descriptor).value is None, False)
    client.remove_membership(user.descriptor, group.descriptor)
    require_equal(client.list_memberships(group.descriptor, direction="down"), [])
    client.delete_group(group.descriptor)
    left = client.list_groups(scope_descriptor=scope)
    require_not_in(group.descriptor, [one.descriptor for one in left.graph_groups])


def security(organization: Organization) -> None:
    connection = organization.connect()
    client = connection.clients_v7_1.get_security_client()
    project = connection.clients_v7_1.get_core_client().get_project(PROJECT)
    identities = connection.clients_v7_1.get_identity_client().read_identities(
        search_filter="General", filter_value="dana.scientist@contoso.example"
    )
    descriptor = identities[0].descriptor
    namespaces = client.query_security_namespaces(BUILD_NAMESPACE)
    require_equal([one.name for one in namespaces], ["Build"])
    entry = {"descriptor": descriptor, "allow": 1, "deny": 0, "extendedInfo": {}}
    client.set_access_control_entries(
        {"token": project.id, "merge": True, "accessControlEntries": [entry]},
        BUILD_NAMESPACE,
    )
    lists = client.query_access_control_lists(
        BUILD_NAMESPACE, token=project.id, descriptors=descriptor
    )
    require_equal(lists[0].aces_dictionary[descriptor].allow, 1)
    require_equal(
        client.has_permissions(
            BUILD_NAMESPACE, permissions=1, tokens=project.id, delimiter=","
        ),
        [True],
    )
    client.remove_access_control_entries(
        BUILD_NAMESPACE, token=project.id, descriptors=descriptor
    )
    left = client.query_access_control_lists(
        BUILD_NAMESPACE, token=project.id, descriptors=descriptor
    )
    require_not_in(
        descriptor, [name for one in left for name in (one.aces_dictionary or {})]
    )


def member_entitlement(organization: Organization) -> None:
    client = (
        organization.connect().clients_v7_1.get_member_entitlement_management_client()
    )
    added = client.add_user_entitlement(
        UserEntitlement(
            access_level={"accountLicenseType": "stakeholder"},
            user={
                "principalName": "kim.engineer@contoso.example",
                "subjectKind": "user",
            },
        )
    )
    require_equal(added.is_success, True)
    user_id = added.user_entitlement.id
    client.update_user_entitlement(
        [
            {
                "from": "",
                "op": "replace",
                "path": "/accessLevel",
                "value": {
                    "accountLicenseType": "express",
                    "licensingSource": "account",
                },
            }
        ],
        user_id,
    )
    found = client.get_user_entitlement(user_id)
    require_equal(found.access_level.account_license_type, "express")
    listed = client.search_user_entitlements()
    require_in(user_id, [one.id for one in listed.members])
    client.delete_user_entitlement(user_id)
    require_refusal(lambda: client.get_user_entitlement(user_id), "")


def service_hooks(organization: Organization) -> None:
    connection = organization.connect()
    client = connection.clients_v7_1.get_service_hooks_client()
    project = connection.clients_v7_1.get_core_client().get_project(PROJECT)
    created = client.create_subscription(
        Subscription(
            publisher_id="tfs",
            event_type="git.push",
            resource_version="1.0",
            consumer_id="webHooks",
            consumer_action_id="httpRequest",
            publisher_inputs={"projectId": project.id},
            consumer_inputs={"url": "http://localhost:9/hook"},
        )
    )
    require_equal(client.get_subscription(created.id).event_type, "git.push")
    created.consumer_inputs = {"url": "http://localhost:9/other"}
    changed = client.replace_subscription(created, created.id)
    require_equal(changed.consumer_inputs["url"], "http://localhost:9/other")
    require_equal([one.id for one in client.list_subscriptions()], [created.id])
    client.delete_subscription(created.id)
    require_equal(client.list_subscriptions(), [])
