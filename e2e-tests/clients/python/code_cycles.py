"""Life cycles of projects, repositories, branches and pull requests."""

from azure.devops.v7_1.core.models import TeamProject, WebApiTeam
from azure.devops.v7_1.git.models import (
    GitPullRequest,
    GitPullRequestCompletionOptions,
    GitPullRequestSearchCriteria,
    GitPush,
    GitQueryCommitsCriteria,
    GitRefUpdate,
    GitRepositoryCreateOptions,
    GitVersionDescriptor,
)

from checks import require_equal, require_in, require_not_in, require_refusal
from connect import AGILE, PROJECT, READ_ONLY_TOKEN, Organization

NO_OBJECT = "0" * 40


def core(organization: Organization) -> None:
    connection = organization.connect()
    client = connection.clients_v7_1.get_core_client()
    operations = connection.clients_v7_1.get_operations_client()

    def until_done(operation_id: str) -> None:
        while (status := operations.get_operation(operation_id).status) in (
            "notSet",
            "queued",
            "inProgress",
        ):
            pass
        require_equal(status, "succeeded")

    wanted = TeamProject(
        name="by-python",
        description="By the Python client",
        capabilities={
            "versioncontrol": {"sourceControlType": "Git"},
            "processTemplate": {"templateTypeId": AGILE},
        },
    )
    until_done(client.queue_create_project(wanted).id)
    require_refusal(lambda: client.queue_create_project(wanted), "TF200019")
    project = client.get_project("by-python", include_capabilities=True)
    require_equal(project.description, "By the Python client")
    change = client.update_project(TeamProject(description="Changed"), project.id)
    until_done(change.id)
    require_equal(client.get_project(project.id).description, "Changed")
    require_equal([one.name for one in client.get_projects(top=1)], [PROJECT])
    require_equal(
        [one.name for one in client.get_projects(top=1, skip=1)], ["by-python"]
    )

    team = client.create_team(WebApiTeam(name="Forecasters"), PROJECT)
    require_in("Forecasters", [one.name for one in client.get_teams(PROJECT)])
    client.update_team(WebApiTeam(description="They know"), PROJECT, team.id)
    require_equal(client.get_team(PROJECT, team.id).description, "They know")
    client.delete_team(PROJECT, team.id)
    require_not_in("Forecasters", [one.name for one in client.get_all_teams()])

    until_done(client.queue_delete_project(project.id).id)
    require_refusal(lambda: client.get_project("by-python"), "TF200016")
    require_in("Agile", [one.name for one in client.get_processes()])


def push(organization: Organization, repository_id: str, **change: str) -> str:
    """Adds a file to a branch; gives back the id of the commit."""
    client = organization.connect().clients_v7_1.get_git_client()
    pushed = client.create_push(
        GitPush(
            ref_updates=[
                GitRefUpdate(
                    name=f"refs/heads/{change['branch']}",
                    old_object_id=change["start"],
                )
            ],
            commits=[
                {
                    "comment": "Add a file",
                    "changes": [
                        {
                            "changeType": "add",
                            "item": {"path": change["path"]},
                            "newContent": {
                                "content": change["content"],
                                "contentType": "rawtext",
                            },
                        }
                    ],
                }
            ],
        ),
        repository_id,
        PROJECT,
    )
    return pushed.commits[0].commit_id


def git(organization: Organization) -> None:
    client = organization.connect().clients_v7_1.get_git_client()
    options = GitRepositoryCreateOptions(name="python-git")
    repository = client.create_repository(options, PROJECT)
    require_refusal(lambda: client.create_repository(options, PROJECT), "TF400948")
    first = push(
        organization,
        repository.id,
        branch="main",
        start=NO_OBJECT,
        path="/README.md",
        content="# Python\n",
    )
    second = push(
        organization,
        repository.id,
        branch="main",
        start=first,
        path="/src/train.py",
        content="print('train')\n",
    )
    items = client.get_items(repository.id, PROJECT, recursion_level="full")
    require_equal(
        [one.path for one in items], ["/", "/README.md", "/src", "/src/train.py"]
    )
    text = b"".join(client.get_item_text(repository.id, "/README.md", PROJECT))
    require_equal(text, b"# Python\n")
    at_first = GitVersionDescriptor(version=first, version_type="commit")
    require_refusal(
        lambda: client.get_item(
            repository.id, "/src/train.py", PROJECT, version_descriptor=at_first
        ),
        "TF401174",
    )
    criteria = GitQueryCommitsCriteria()
    commits = client.get_commits(repository.id, criteria, PROJECT, skip=1, top=1)
    require_equal([one.commit_id for one in commits], [first])
    pushes = client.get_pushes(repository.id, PROJECT)
    require_equal(len(pushes), 2)
    brought = client.get_push_commits(repository.id, pushes[0].push_id, PROJECT)
    require_equal([one.commit_id for one in brought], [second])

    branch = GitRefUpdate(
        name="refs/heads/topic", old_object_id=NO_OBJECT, new_object_id=first
    )
    require_equal(
        [one.success for one in client.update_refs([branch], repository.id, PROJECT)],
        [True],
    )
    require_equal(
        [one.name for one in client.get_refs(repository.id, PROJECT, filter="heads/")],
        ["refs/heads/main", "refs/heads/topic"],
    )
    client.update_repository(
        GitRepositoryCreateOptions(name="python-renamed"), repository.id, PROJECT
    )
    require_in(
        "python-renamed", [one.name for one in client.get_repositories(PROJECT)]
    )
    client.delete_repository(repository.id, PROJECT)
    require_refusal(
        lambda: client.get_repository("python-renamed", PROJECT), "TF401019"
    )
    reader = organization.connect(READ_ONLY_TOKEN).clients_v7_1.get_git_client()
    require_refusal(lambda: reader.create_repository(options, PROJECT), "")


def pull_requests(organization: Organization) -> None:
    client = organization.connect().clients_v7_1.get_git_client()
    repository = client.create_repository(
        GitRepositoryCreateOptions(name="python-reviews"), PROJECT
    )
    file = {"path": "/README.md", "content": "# Reviews\n"}
    start = push(
        organization, repository.id, branch="main", start=NO_OBJECT, **file
    )
    client.update_refs(
        [
            GitRefUpdate(
                name="refs/heads/topic", old_object_id=NO_OBJECT, new_object_id=start
            )
        ],
        repository.id,
        PROJECT,
    )
    source = push(
        organization,
        repository.id,
        branch="topic",
        start=start,
        path="/topic.txt",
        content="topic\n",
    )
    wanted = GitPullRequest(
        source_ref_name="refs/heads/topic",
        target_ref_name="refs/heads/main",
        title="Add a topic",
    )
    created = client.create_pull_request(wanted, repository.id, PROJECT)
    number = created.pull_request_id
    require_refusal(
        lambda: client.create_pull_request(wanted, repository.id, PROJECT), "TF401179"
    )
    criteria = GitPullRequestSearchCriteria(status="active")
    listed = client.get_pull_requests(repository.id, criteria, PROJECT, skip=0, top=1)
    require_equal([one.pull_request_id for one in listed], [number])
    client.update_pull_request(
        GitPullRequest(title="Better"), repository.id, number, PROJECT
    )
    require_equal(client.get_pull_request_by_id(number).title, "Better")
    completed = client.update_pull_request(
        GitPullRequest(
            status="completed",
            last_merge_source_commit={"commitId": source},
            completion_options=GitPullRequestCompletionOptions(
                merge_strategy="squash", delete_source_branch=True
            ),
        ),
        repository.id,
        number,
        PROJECT,
    )
    require_equal(completed.status, "completed")
    require_equal(
        [one.name for one in client.get_refs(repository.id, PROJECT, filter="heads/")],
        ["refs/heads/main"],
    )
    client.delete_repository(repository.id, PROJECT)
