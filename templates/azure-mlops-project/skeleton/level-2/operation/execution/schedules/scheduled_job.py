"""The training pipeline as a job that a schedule starts: with the values of the environment, again and again."""

from dataclasses import replace

from operation.execution.azureml.job_document import JobFrame, document_of_file, text_of
from operation.execution.azureml.job_record import read_job_record
from operation.execution.azureml.workspace import names_of
from operation.execution.azureml_backend import AzureMlBackend
from operation.execution.configuration import Configuration
from operation.execution.provenance import git_sha
from operation.execution.training_pipeline import JOB, pipeline_inputs, pipeline_outputs

RAW = "/raw"
# Azure Machine Learning puts in the name of each job, so that no job writes where another one has written.
NAME_OF_THE_JOB = "${{name}}"


def scheduled_job(configuration: Configuration, *, dry_run: bool) -> str:
    """Return the YAML of the job; it reads the raw data where it is now, and compares with the champion of now."""
    locations = replace(AzureMlBackend(configuration).locations, dry_run=dry_run)
    inputs, outputs = pipeline_inputs(configuration, locations), pipeline_outputs(locations)
    folder = f"{locations.raw_data.removesuffix(RAW)}/jobs/scheduled/{NAME_OF_THE_JOB}"
    read = read_job_record(configuration.environment).read
    document, _ = document_of_file(JOB, inputs, outputs, read, folder)
    return text_of(_frame(configuration).around("scheduled-training", "scheduled training", document))


def _frame(configuration: Configuration) -> JobFrame:
    names, project = names_of(configuration), configuration.project.project_name
    return JobFrame(
        compute=f"azureml:{names.compute}",
        experiment=f"{project}-{configuration.environment}",
        tags={
            "project": project,
            "environment": configuration.environment,
            "git_sha": git_sha(),
            "configuration_sha256": configuration.sha256(),
        },
    )
