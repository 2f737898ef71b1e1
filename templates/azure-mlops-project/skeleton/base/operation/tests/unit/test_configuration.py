import json
import re
from pathlib import Path

import pytest

from operation.execution.configuration import ConfigurationFolder
from operation.execution.exit_codes import ConfigurationError
from operation.execution.section import sections
from operation.tests.conftest import learn_from_the_sample, replace


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
    replace(settings_file(project, environment), "maximum_seconds: 5", "maximum_seconds: -5")
    with pytest.raises(ConfigurationError, match=r"maximum_seconds\n.*greater than 0\n.*found:\s+-5"):
        ConfigurationFolder(project).load(environment)


def test_a_number_in_quotes_is_no_number(project: Path, environment: str) -> None:
    replace(settings_file(project, environment), "maximum_seconds: 5", 'maximum_seconds: "5"')
    with pytest.raises(ConfigurationError, match=r"\.smoke_test_maximum_seconds\n  expected: a number\n"):
        ConfigurationFolder(project).load(environment)


@pytest.mark.parametrize("folder", ["", "environment"])
def test_a_file_that_nothing_reads_is_refused_with_the_files_that_are_known(
    project: Path, environment: str, folder: str
) -> None:
    configuration = ConfigurationFolder(project)
    place = configuration.environment_file(environment, "") if folder else configuration.path
    (place / "setings.yml").write_text("data: {}", "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        configuration.load(environment)
    known = "settings.yml" if folder else "training.yml"
    found = str(caught.value)
    assert "setings.yml: (the file)" in found
    assert re.search(rf"expected: one of the files .*{known}.*\n.*a file that nothing reads", found)


def test_everything_that_is_wrong_is_said_at_once(project: Path, environment: str) -> None:
    replace(settings_file(project, environment), "raw_file:", "raw_fil:")
    replace(project / "operation/configuration/gate.yml", "minimums:", "minimum:")
    with pytest.raises(ConfigurationError) as caught:
        ConfigurationFolder(project).load(environment)
    found = str(caught.value)
    assert "gate.yml: minimums\n  expected: a value\n  found:    no such key" in found
    assert "gate.yml: minimum\n  expected: one of the keys gains_over_baseline, maximums, minimums" in found
    assert "settings.yml: data.raw_fil" in found
    assert "settings.yml: data.raw_file\n  expected: a value" in found


def test_a_raw_file_outside_of_the_raw_data_is_refused(project: Path, environment: str) -> None:
    replace(settings_file(project, environment), "raw_file: sample.csv", "raw_file: ../sample.csv")
    with pytest.raises(ConfigurationError, match=r"settings\.yml: data\.raw_file"):
        ConfigurationFolder(project).load(environment)


def test_every_section_is_read_and_part_of_what_is_hashed_and_of_what_a_step_prints(
    root: Path, environment: str
) -> None:
    configuration = ConfigurationFolder(root).load(environment)
    hashed = json.loads(configuration.rendered())
    printed = dict(line.split(": ", maxsplit=1) for line in configuration.lines())
    assert len(printed) == len(sections()) >= 5
    for section in sections():
        content = configuration.section(section).model_dump(mode="json")
        folder = f"environment_{environment}/" if section.scope == "environment" else ""
        assert content == hashed[section.scope][section.file] == json.loads(printed[f"{folder}{section.file}"])


def test_what_is_tested_learns_from_what_is_acquired_whatever_the_settings_say(project: Path, environment: str) -> None:
    folder = ConfigurationFolder(project)
    assert {folder.load(name).settings.data.source for name in folder.environments()} == {"sample"}
    own = settings_file(project, environment)
    replace(own, "source: sample\n", "source: file\n")
    replace(own, "raw_file: sample.csv", "raw_file: own.csv")
    learn_from_the_sample(own)
    data = folder.load(environment).settings.data
    assert (data.source, data.raw_file) == ("sample", "sample.csv")


def test_a_rehearsal_goes_by_the_sample_and_by_values_that_each_file_could_have(
    project: Path, environment: str
) -> None:
    replace(settings_file(project, environment), "source: sample\n", "source: file\n")
    configuration = ConfigurationFolder(project).load(environment)
    rehearsed = configuration.rehearsed()
    assert (rehearsed.settings.data.source, rehearsed.settings.data.raw_file) == ("sample", "rehearsal.csv")
    assert rehearsed.sha256() != configuration.sha256()
    assert {*rehearsed.documents} == {*sections()}
    for section, document in rehearsed.documents.items():
        if document != configuration.documents[section]:
            assert section.model.model_validate(document.model_dump()) == document
    assert configuration.settings.data.source == "file"


def test_a_pipeline_macro_as_a_value_is_refused(project: Path, environment: str) -> None:
    replace(settings_file(project, environment), "sample.csv", "$(RAW_FILE)")
    with pytest.raises(ConfigurationError, match=r"settings\.yml: data\.raw_file\n(.*\n)*.*pipelines only"):
        ConfigurationFolder(project).load(environment)


def test_a_key_that_is_there_twice_is_refused(project: Path, environment: str) -> None:
    with settings_file(project, environment).open("a", encoding="utf-8") as file:
        file.write("\ndata:\n  source: file\n  raw_file: other.csv\n")
    with pytest.raises(ConfigurationError, match=r"line \d+, column 1\n  expected: each key once\n.* the key 'data'"):
        ConfigurationFolder(project).load(environment)


def test_broken_yaml_and_a_missing_file_are_configuration_errors(project: Path, environment: str) -> None:
    file = settings_file(project, environment)
    file.write_text("data: [", "utf-8")
    with pytest.raises(ConfigurationError, match=r"settings\.yml: line 1, column 8\n  expected: valid YAML"):
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
    replace(settings_file(project, environment), "maximum_seconds: 5", "maximum_seconds: 6")
    assert folder.load(environment).sha256() != before
