from pathlib import Path

import pytest

from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ConfigurationError


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def settings_file(project: Path, environment: str) -> Path:
    return ConfigurationFolder(project).environment_file(environment, "settings.yml")


def test_every_environment_of_the_project_loads(root: Path) -> None:
    folder = ConfigurationFolder(root)
    names = folder.environments()
    assert names
    assert [folder.load(name).environment for name in names] == names


def test_an_unknown_environment_is_refused_with_the_names_that_exist(project: Path, environment: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"expected: one of .*{environment}.*\n.*found:\s+nowhere"):
        ConfigurationFolder(project).load("nowhere")


def test_an_unknown_key_is_named_with_its_file_and_the_keys_that_are_known(project: Path, environment: str) -> None:
    file = settings_file(project, environment)
    replace(file, "raw_file:", "raw_fil:")
    with pytest.raises(ConfigurationError) as caught:
        ConfigurationFolder(project).load(environment)
    assert f"environment_{environment}/settings.yml: data.raw_fil\n  expected: one of the keys raw_file, source" in str(
        caught.value
    )


def test_a_missing_key_is_named_with_its_file(project: Path, environment: str) -> None:
    replace(settings_file(project, environment), "  source: sample\n", "")
    with pytest.raises(ConfigurationError, match=r"settings\.yml: data\.source\n.*\n.*no such key\n.*Add the key"):
        ConfigurationFolder(project).load(environment)


def test_a_wrong_value_is_named_with_what_was_found(project: Path, environment: str) -> None:
    replace(project / "operation/configuration/model.yml", "holdout_fraction: 0.25", "holdout_fraction: 25")
    with pytest.raises(ConfigurationError, match=r"model\.yml: split\.holdout_fraction\n.*less than 1\n.*found:\s+25"):
        ConfigurationFolder(project).load(environment)


def test_a_number_in_quotes_is_no_number(project: Path, environment: str) -> None:
    replace(project / "operation/configuration/model.yml", "holdout_fraction: 0.25", 'holdout_fraction: "0.25"')
    with pytest.raises(ConfigurationError, match=r"model\.yml: split\.holdout_fraction\n.*valid number"):
        ConfigurationFolder(project).load(environment)


def test_a_pipeline_macro_as_a_value_is_refused(project: Path, environment: str) -> None:
    replace(settings_file(project, environment), "data/raw/breast_cancer.csv", "$(RAW_FILE)")
    with pytest.raises(ConfigurationError, match=r"settings\.yml: data\.raw_file\n(.*\n)*.*pipelines only"):
        ConfigurationFolder(project).load(environment)


def test_a_key_that_is_there_twice_is_refused(project: Path, environment: str) -> None:
    with settings_file(project, environment).open("a", encoding="utf-8") as file:
        file.write("\ndata:\n  source: file\n  raw_file: other.csv\n")
    with pytest.raises(ConfigurationError, match="the key 'data' is there twice"):
        ConfigurationFolder(project).load(environment)


def test_broken_yaml_and_a_missing_file_are_configuration_errors(project: Path, environment: str) -> None:
    file = settings_file(project, environment)
    file.write_text("data: [", "utf-8")
    with pytest.raises(ConfigurationError, match="expected: valid YAML"):
        ConfigurationFolder(project).load(environment)
    file.unlink()
    with pytest.raises(ConfigurationError, match="no such file"):
        ConfigurationFolder(project).load(environment)


def test_an_environment_folder_with_an_illegal_name_is_refused(project: Path) -> None:
    (project / "operation/configuration/environment_Pre Prod").mkdir()
    with pytest.raises(ConfigurationError, match="Pre Prod"):
        ConfigurationFolder(project).environments()


def test_the_hash_changes_with_the_configuration_and_only_then(project: Path, environment: str) -> None:
    folder = ConfigurationFolder(project)
    before = folder.load(environment).sha256()
    assert folder.load(environment).sha256() == before
    replace(project / "operation/configuration/model.yml", "recall: 0.90", "recall: 0.91")
    assert folder.load(environment).sha256() != before
