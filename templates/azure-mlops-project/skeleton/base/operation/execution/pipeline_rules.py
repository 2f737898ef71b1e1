"""Rules for pipelines: what we ask for, and the mistakes that Azure DevOps would tell us about too late."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from operation.execution.artifact_rules import reruns_can_publish
from operation.execution.pipeline_files import (
    Mapping,
    PipelineFile,
    items,
    job_lists,
    jobs_of,
    mappings,
    read_pipeline_file,
    read_pipeline_files,
    stages,
    steps_of,
    steps_of_job,
    variable_lists,
)
from operation.execution.step import LOCAL
from operation.execution.step_options import refused_options

INSTALL = "python -m pip install --require-hashes --requirement requirements.lock"
STEP_LINE = re.compile(r"python -m operation\.execution\.(?P<step>[a-z_]+)(?P<options>( [^;&|<>`\n]+)?)")
TASKS = (
    "UsePythonVersion@0",
    "Cache@2",
    "PublishTestResults@2",
    "PublishCodeCoverageResults@2",
    "PublishPipelineArtifact@1",
    "DownloadPipelineArtifact@2",
    "AzureCLI@2",
)
CONNECTION = "${{ variables.azure_service_connection }}"
BACKEND = "${{ variables.backend }}"
SIGN_IN_CHECK = "az account show --output table"
SIGN_IN_TEMPLATE = Path("azure_pipelines/templates/azure_sign_in.yml")
STEP_TEMPLATE = Path("azure_pipelines/templates/step.yml")
LINE_OF_THE_STEP = "${{ parameters.line }}"
STEP_KINDS = ("checkout", "download", "template", "task", "script")
POOL_KEYS = {"vmImage", "name", "demands"}
IMAGES = ("ubuntu-24.04",)
NOT_IN_A_TEMPLATE = {"resources", "schedules", "trigger"}
NOT_BESIDE_EXTENDS = {"stages", "jobs", "steps", "pool", "strategy"}
LEGAL_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
EXPRESSION = re.compile(r"\$\{\{.*?\}\}")

Rule = Callable[[PipelineFile], Iterator[str]]


def trigger_is_stated(file: PipelineFile) -> Iterator[str]:
    """Demand a trigger: without one every push starts the pipeline; and `pr:` is ignored by Azure Repos."""
    if file.is_pipeline and "trigger" not in file.content:
        yield "`trigger` is missing: state `none` or the branches"
    if "pr" in file.content:
        yield "`pr` has no effect in Azure Repos: use a build validation branch policy"


def triggers_stand_in_pipelines(file: PipelineFile) -> Iterator[str]:
    """Keep out of templates what Azure Pipelines looks for in the file of a pipeline only."""
    if not file.is_pipeline:
        yield from (
            f"`{key}` starts nothing in a template: move it to the pipeline"
            for key in sorted(NOT_IN_A_TEMPLATE & file.content.keys())
        )


def failures_stop(file: PipelineFile) -> Iterator[str]:
    """Let a failing step fail the run."""
    for mapping in mappings(file.content):
        if "continueOnError" in mapping:
            yield "`continueOnError` hides failures"
        if any(option in str(mapping.get("script", "")) for option in ("--exit-zero", "|| true", "exit 0")):
            yield f"`{mapping['script']}` hides failures"


def extending_pipelines_leave_the_rest_to_the_template(file: PipelineFile) -> Iterator[str]:
    """Keep apart what stands beside `extends` and what the extended template holds."""
    if "extends" not in file.content:
        return
    yield from (f"`{key}` cannot stand beside `extends`" for key in sorted(NOT_BESIDE_EXTENDS & file.content.keys()))
    path = file.referenced(str(file.content["extends"].get("template")))
    template = read_pipeline_file(file.root, path).content if (file.root / path).is_file() else {}
    if "variables" in file.content and "variables" in template:
        yield f"`variables` are in this file and in {path.as_posix()}: only one of them may have them"


def steps_are_one_line(file: PipelineFile) -> Iterator[str]:
    """Keep logic in Python: a step is one line that a laptop can run too."""
    for step in steps_of(file):
        kind = next((key for key in STEP_KINDS if key in step), None)
        if kind is None:
            yield f"a step of kind {sorted(step)} is not allowed; allowed are {', '.join(STEP_KINDS)}"
        elif kind == "task" and step["task"] not in TASKS:
            yield f"task {step['task']} is not allowed; allowed are {', '.join(TASKS)}"
        elif kind == "task" and step["task"] == "AzureCLI@2":
            yield from _signed_in_complaints(file, step)
        elif kind == "script" and not (file.path == STEP_TEMPLATE and step["script"] == LINE_OF_THE_STEP):
            yield from _script_complaints(file, str(step["script"]), step)
        elif kind == "template" and file.referenced(str(step["template"])) == STEP_TEMPLATE:
            yield from _line_complaints(file, str((step.get("parameters") or {}).get("line", "")))


def _signed_in_complaints(file: PipelineFile, step: Mapping) -> Iterator[str]:
    inputs = step.get("inputs") or {}
    if inputs.get("azureSubscription") != CONNECTION:
        yield f"AzureCLI@2: azureSubscription is {inputs.get('azureSubscription')!r}, expected {CONNECTION!r}"
    expected = LINE_OF_THE_STEP if file.path == STEP_TEMPLATE else SIGN_IN_CHECK
    if inputs.get("inlineScript") != expected:
        yield f"AzureCLI@2 only checks the sign-in, or runs the line of a step: expected {expected!r}"


def _script_complaints(file: PipelineFile, script: str, step: Mapping) -> Iterator[str]:
    if "condition" in step:
        yield f"`{script}`: a condition can skip the step; decide in Python"
    if script == INSTALL:
        return
    yield from _line_complaints(file, script)
    if "--backend" in script:
        yield f"`{script}` would not be signed in to Azure: hand the line to {STEP_TEMPLATE.name}"


def _line_complaints(file: PipelineFile, line: str) -> Iterator[str]:
    match = STEP_LINE.fullmatch(line)
    if match is None:
        yield f"`{line}` is not one line `python -m operation.execution.<step> …`"
        return
    if "$(" in match["options"]:
        yield f"`{line}` contains $(…), which a laptop cannot run"
        return
    module = Path("operation/execution", f"{match['step']}.py")
    if not (file.root / module).is_file() or "def main(" not in (file.root / module).read_text(encoding="utf-8"):
        yield f"`{line}`: {module.as_posix()} is no step"
        return
    # what stands for an expression is a number and a text, and where there is a choice, one of the choices
    options = EXPRESSION.sub("1", match["options"].replace(BACKEND, LOCAL))
    refusal = refused_options(match["step"], options)
    if refusal is not None:
        yield f"`{line}`: {refusal}"


def jobs_are_complete(file: PipelineFile) -> Iterator[str]:
    """Demand of a job where it runs and what it does."""
    for job in jobs_of(file):
        name = job.get("job", job.get("deployment"))
        if not steps_of_job(job):
            yield f"job {name} has no steps"
        pool = job.get("pool", file.content.get("pool"))
        if not isinstance(pool, dict) or not {"vmImage", "name"} & pool.keys():
            yield f"job {name} has no pool with vmImage or name"
        elif pool.keys() - POOL_KEYS:
            yield f"job {name}: unknown key in pool: {', '.join(sorted(pool.keys() - POOL_KEYS))}"
        elif "vmImage" in pool and pool["vmImage"] not in IMAGES:
            yield f"job {name}: image {pool['vmImage']} is not one of {', '.join(IMAGES)}"


def deployments_pass_the_checks(file: PipelineFile) -> Iterator[str]:
    """Bind deployments to environments, which hold the approvals, and let them check out the code."""
    for job in jobs_of(file):
        if "deployment" not in job:
            if "environment" in job:
                yield f"job {job['job']}: only a deployment job has an environment"
            continue
        if not job.get("environment"):
            yield f"deployment job {job['deployment']} has no environment: no approval would be asked for"
        if not isinstance(job.get("strategy"), dict):
            yield f"deployment job {job['deployment']} has no strategy"
        if not any(step.get("checkout") == "self" for step in steps_of_job(job)):
            yield f"deployment job {job['deployment']} has no `checkout: self`"


def runs_wait_in_turn(file: PipelineFile) -> Iterator[str]:
    """Let nothing that works in an environment be cancelled, while it waits for a lock, by a newer run."""
    for owner in (*stages(file), file.content):
        behaviour = owner.get("lockBehavior", file.content.get("lockBehavior"))
        if behaviour != "sequential" and any(_meets_checks(file, job) for job in items(owner.get("jobs"))):
            name = f"stage {owner['stage']}" if "stage" in owner else "the pipeline"
            yield f"{name} may wait for an exclusive lock: expected `lockBehavior: sequential`, found {behaviour!r}"


def _meets_checks(file: PipelineFile, job: Mapping) -> bool:
    references = [str(step["template"]) for step in steps_of_job(job) if "template" in step]
    return "environment" in job or SIGN_IN_TEMPLATE in map(file.referenced, references)


def failures_stop_what_follows(file: PipelineFile) -> Iterator[str]:
    """Let a stage or job start only after those before it have succeeded."""
    for entry in (*stages(file), *jobs_of(file)):
        condition = str(entry.get("condition", ""))
        if any(function in condition for function in ("always()", "failed()", "succeededOrFailed()")):
            name = next(entry[key] for key in ("stage", "job", "deployment") if key in entry)
            yield f"{name}: condition {condition} also runs it after a failure"


def names_are_legal(file: PipelineFile) -> Iterator[str]:
    """Give stages and jobs legal, different names, and let them depend on names that exist."""
    groups: list[tuple[str, Sequence[Mapping], tuple[str, ...]]] = [("stage", stages(file), ("stage",))]
    groups += [("job", jobs, ("job", "deployment")) for jobs in job_lists(file)]
    for kind, entries, keys in groups:
        names = [str(next(entry[key] for key in keys if key in entry)) for entry in entries]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"{kind} {name} is there twice"
        for name in names:
            if not LEGAL_NAME.fullmatch(EXPRESSION.sub("x", name)):
                yield f"{kind} {name}: a name has letters, digits and underscores only"
        for entry, name in zip(entries, names, strict=True):
            needed = entry.get("dependsOn") or []
            for other in [needed] if isinstance(needed, str) else needed:
                if other not in names:
                    yield f"{kind} {name} depends on {other}, which does not exist"


def variables_have_values(file: PipelineFile) -> Iterator[str]:
    """Demand a value of each variable: without one it is silently empty."""
    for variables in variable_lists(file):
        if isinstance(variables, dict):
            yield from (f"variable {name} has no value" for name, value in variables.items() if value is None)
        for entry in items(variables):
            if "name" in entry and entry.get("value") is None:
                yield f"variable {entry['name']} has no value"
            elif not {"name", "group", "template"} & entry.keys():
                yield f"variable entry {sorted(entry)} is neither name, group nor template"


def templates_fit(file: PipelineFile) -> Iterator[str]:
    """Demand that a template exists and gets the parameters that it declares."""
    for mapping in mappings(file.content):
        reference = mapping.get("template")
        if not isinstance(reference, str):
            continue
        for path in _candidates(file, reference):
            if (file.root / path).is_file():
                yield from _parameter_complaints(file, path, mapping)
            else:
                yield f"template {reference}: there is no {path.as_posix()}"


def _candidates(file: PipelineFile, reference: str) -> list[Path]:
    """Return what a reference may lead to: with an expression in it, the file in every folder that fits."""
    path = file.referenced(reference)
    if not EXPRESSION.search(reference):
        return [path]
    folder = EXPRESSION.sub("*", path.parent.as_posix())
    folders = [found for found in sorted(file.root.glob(folder)) if found.is_dir()]
    return [found.relative_to(file.root) / path.name for found in folders] or [path]


def _parameter_complaints(file: PipelineFile, path: Path, mapping: Mapping) -> Iterator[str]:
    reference = mapping["template"]
    declared = {entry["name"]: entry for entry in items(read_pipeline_file(file.root, path).content.get("parameters"))}
    given = mapping.get("parameters") or {}
    for name in given.keys() - declared.keys():
        yield f"template {reference} has no parameter {name}"
    for name, entry in declared.items():
        if name not in given and "default" not in entry:
            yield f"template {reference} needs the parameter {name}"


RULES: tuple[Rule, ...] = (
    trigger_is_stated,
    triggers_stand_in_pipelines,
    failures_stop,
    extending_pipelines_leave_the_rest_to_the_template,
    steps_are_one_line,
    jobs_are_complete,
    deployments_pass_the_checks,
    runs_wait_in_turn,
    reruns_can_publish,
    failures_stop_what_follows,
    names_are_legal,
    variables_have_values,
    templates_fit,
)


def complaints_of_file(file: PipelineFile) -> list[str]:
    """Return everything that is wrong in one file."""
    return [f"{file.path.as_posix()}: {complaint}" for rule in RULES for complaint in rule(file)]


def complaints_of_project(root: Path) -> list[str]:
    """Return everything that is wrong in the pipelines of a project."""
    return [complaint for file in read_pipeline_files(root) for complaint in complaints_of_file(file)]


def step_lines(root: Path) -> list[str]:
    """Return the lines that the pipelines of a project run, apart from the installation."""
    lines = [line for file in read_pipeline_files(root) for step in steps_of(file) for line in _lines_of(file, step)]
    return [line for line in lines if line not in {INSTALL, LINE_OF_THE_STEP}]


def _lines_of(file: PipelineFile, step: Mapping) -> list[str]:
    if "script" in step:
        return [str(step["script"])]
    if file.referenced(str(step.get("template", ""))) == STEP_TEMPLATE:
        return [str(step["parameters"]["line"])]
    return []
