"""Life cycles of definitions, runs, policies and what pipelines use."""

from azure.devops.v7_1.build.models import Build, BuildDefinition, Folder
from azure.devops.v7_1.git.models import GitRepositoryCreateOptions
from azure.devops.v7_1.pipelines.models import RunPipelineParameters
from azure.devops.v7_1.policy.models import PolicyConfiguration
from azure.devops.v7_1.service_endpoint.models import ServiceEndpoint
from azure.devops.v7_1.task_agent.models import (
    EnvironmentCreateParameter,
    EnvironmentUpdateParameter,
    TaskAgentPool,
    TaskAgentQueue,
    VariableGroupParameters,
)

from checks import require_equal, require_in, require_not_in, require_refusal
from code_cycles import NO_OBJECT, push
from connect import PROJECT, READ_ONLY_TOKEN, Organization

REVIEWERS = "fa4e907d-c16b-4a4c-9dfa-4906e5d171dd"
YAML = "trigger: none\nsteps:\n- script: echo hello\n"


def repository_with_pipeline(organization: Organization, name: str) -> str:
    client = organization.connect().clients_v7_1.get_git_client()
    created = client.create_repository(GitRepositoryCreateOptions(name=name), PROJECT)
    push(
        organization,
        created.id,
        branch="main",
        start=NO_OBJECT,
        path="/ci.yml",
        content=YAML,
    )
    return created.id


def definition_of(name: str, repository_id: str) -> BuildDefinition:
    return BuildDefinition(
        name=name,
        path="\\python",
        process={"type": 2, "yamlFilename": "ci.yml"},
        repository={
            "id": repository_id,
            "type": "TfsGit",
            "defaultBranch": "refs/heads/main",
        },
        queue={"name": "Azure Pipelines"},
    )


def build(organization: Organization) -> None:
    client = organization.connect().clients_v7_1.get_build_client()
    repository_id = repository_with_pipeline(organization, "python-build")
    wanted = definition_of("python-ci", repository_id)
    definition = client.create_definition(wanted, PROJECT)
    require_refusal(lambda: client.create_definition(wanted, PROJECT), "python-ci")
    definition.description = "New"
    changed = client.update_definition(definition, PROJECT, definition.id)
    require_equal(changed.revision, 2)
    require_refusal(
        lambda: client.update_definition(definition, PROJECT, definition.id), ""
    )
    listed = client.get_definitions(PROJECT, name="python-*", top=1)
    require_equal([one.name for one in listed], ["python-ci"])
    client.create_folder(Folder(description="Here"), PROJECT, "\\python-folder")
    require_in("\\python-folder", [one.path for one in client.get_folders(PROJECT)])
    client.delete_folder(PROJECT, "\\python-folder")

    ids = [
        client.queue_build(Build(definition={"id": definition.id}), PROJECT).id
        for _ in range(3)
    ]
    builds = client.get_builds(PROJECT, definitions=[definition.id], top=2)
    require_equal([one.id for one in builds], [ids[2], ids[1]])
    client.update_build(Build(status="cancelling"), PROJECT, ids[0])
    while client.get_build(PROJECT, ids[0]).status != "completed":
        pass
    require_equal(client.get_build(PROJECT, ids[0]).result, "canceled")
    types = {one.type for one in client.get_build_timeline(PROJECT, ids[0]).records}
    require_in("Stage", types)
    client.get_build_logs(PROJECT, ids[0])
    client.delete_build(PROJECT, ids[0])
    require_refusal(lambda: client.get_build(PROJECT, ids[0]), str(ids[0]))
    client.delete_definition(PROJECT, definition.id)
    require_not_in("python-ci", [one.name for one in client.get_definitions(PROJECT)])
    reader = organization.connect(READ_ONLY_TOKEN).clients_v7_1.get_build_client()
    require_refusal(lambda: reader.create_definition(wanted, PROJECT), "")


def pipelines(organization: Organization) -> None:
    connection = organization.connect()
    repository_id = repository_with_pipeline(organization, "python-pipelines")
    builds = connection.clients_v7_1.get_build_client()
    created = builds.create_definition(
        definition_of("python-run", repository_id), PROJECT
    )
    client = connection.clients_v7_1.get_pipelines_client()
    require_equal(client.get_pipeline(PROJECT, created.id).name, "python-run")
    require_in(created.id, [one.id for one in client.list_pipelines(PROJECT, top=100)])
    preview = client.preview(
        RunPipelineParameters(preview_run=True), PROJECT, created.id
    )
    require_in("echo hello", [preview.final_yaml[preview.final_yaml.index("echo") :][:10]])
    run = client.run_pipeline(RunPipelineParameters(), PROJECT, created.id)
    require_equal(client.get_run(PROJECT, created.id, run.id).id, run.id)
    require_equal([one.id for one in client.list_runs(PROJECT, created.id)], [run.id])
    require_refusal(
        lambda: client.run_pipeline(
            RunPipelineParameters(template_parameters={"nobody": "x"}),
            PROJECT,
            created.id,
        ),
        "nobody",
    )
    require_refusal(lambda: client.get_pipeline(PROJECT, 4711), "4711")


def task_agent(organization: Organization) -> None:
    connection = organization.connect()
    client = connection.clients_v7_1.get_task_agent_client()
    project = connection.clients_v7_1.get_core_client().get_project(PROJECT)
    wanted = EnvironmentCreateParameter(name="python-prod", description="Real")
    environment = client.add_environment(wanted, PROJECT)
    require_refusal(lambda: client.add_environment(wanted, PROJECT), "python-prod")
    client.update_environment(
        EnvironmentUpdateParameter(name="python-live"), PROJECT, environment.id
    )
    require_equal(
        client.get_environment_by_id(PROJECT, environment.id).name, "python-live"
    )
    require_equal(
        [one.name for one in client.get_environments(PROJECT, name="python-live")],
        ["python-live"],
    )
    client.delete_environment(PROJECT, environment.id)
    require_refusal(
        lambda: client.get_environment_by_id(PROJECT, environment.id),
        str(environment.id),
    )

    def group(value: str) -> VariableGroupParameters:
        return VariableGroupParameters(
            name="python",
            type="Vsts",
            variables={
                "region": {"value": value},
                "key": {"value": "hush", "isSecret": True},
            },
            variable_group_project_references=[
                {
                    "name": "python",
                    "projectReference": {"id": project.id, "name": PROJECT},
                }
            ],
        )

    created = client.add_variable_group(group("west"))
    require_refusal(lambda: client.add_variable_group(group("west")), "python")
    client.update_variable_group(group("north"), created.id)
    [found] = client.get_variable_groups(PROJECT, group_name="python", top=1)
    require_equal(found.variables["region"].value, "north")
    require_equal(found.variables["key"].value, None)
    client.delete_variable_group(created.id, [project.id])
    require_equal(client.get_variable_groups(PROJECT, group_name="python"), [])

    pool = client.add_agent_pool(TaskAgentPool(name="python-pool"))
    queue = client.add_agent_queue(
        TaskAgentQueue(name="python-pool", pool={"id": pool.id}), PROJECT
    )
    require_equal(client.get_agent_queue(queue.id, PROJECT).name, "python-pool")
    client.delete_agent_queue(queue.id, PROJECT)
    require_equal(client.get_agent_queues(PROJECT, queue_name="python-pool"), [])
    require_equal(client.get_agent_pools(pool_name="python-pool")[0].id, pool.id)


def policy(organization: Organization) -> None:
    client = organization.connect().clients_v7_1.get_policy_client()
    repository_id = repository_with_pipeline(organization, "python-policies")

    def wanted(count: int | str) -> PolicyConfiguration:
        return PolicyConfiguration(
            is_enabled=True,
            is_blocking=True,
            type={"id": REVIEWERS},
            settings={
                "minimumApproverCount": count,
                "creatorVoteCounts": False,
                "scope": [
                    {
                        "repositoryId": repository_id,
                        "refName": "refs/heads/main",
                        "matchKind": "Exact",
                    }
                ],
            },
        )

    created = client.create_policy_configuration(wanted(1), PROJECT)
    changed = client.update_policy_configuration(wanted(2), PROJECT, created.id)
    require_equal(changed.settings["minimumApproverCount"], 2)
    require_equal(
        len(client.get_policy_configuration_revisions(PROJECT, created.id)), 2
    )
    require_in(
        created.id, [one.id for one in client.get_policy_configurations(PROJECT)]
    )
    require_refusal(
        lambda: client.create_policy_configuration(wanted("many"), PROJECT), ""
    )
    require_in(REVIEWERS, [one.id for one in client.get_policy_types(PROJECT)])
    client.delete_policy_configuration(PROJECT, created.id)
    require_not_in(
        created.id, [one.id for one in client.get_policy_configurations(PROJECT)]
    )


def service_endpoint(organization: Organization) -> None:
    connection = organization.connect()
    client = connection.clients_v7_1.get_service_endpoint_client()
    project = connection.clients_v7_1.get_core_client().get_project(PROJECT)
    wanted = ServiceEndpoint(
        name="python-registry",
        type="generic",
        url="https://registry.contoso.example/",
        authorization={
            "scheme": "UsernamePassword",
            "parameters": {"username": "dana", "password": "hush"},
        },
        service_endpoint_project_references=[
            {
                "name": "python-registry",
                "projectReference": {"id": project.id, "name": PROJECT},
            }
        ],
    )
    created = client.create_service_endpoint(wanted)
    require_refusal(lambda: client.create_service_endpoint(wanted), "python-registry")
    found = client.get_service_endpoint_details(PROJECT, created.id)
    require_not_in("hush", found.authorization.parameters.values())
    found.url = "https://other.contoso.example/"
    client.update_service_endpoint(found, created.id)
    [listed] = client.get_service_endpoints_by_names(PROJECT, ["python-registry"])
    require_equal(listed.url, "https://other.contoso.example/")
    require_equal(len(client.get_service_endpoints(PROJECT)), 1)
    require_in("azurerm", [one.name for one in client.get_service_endpoint_types()])
    client.delete_service_endpoint(created.id, [project.id])
    require_equal(client.get_service_endpoints(PROJECT), [])
