"""A sandbox that does as AWS was seen to do: `--as FILE`."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from ecs_express_sandbox.command import cli
from ecs_express_sandbox.command.process import settings_variable
from ecs_express_sandbox.settings import settings_from
from ecs_express_sandbox.user_errors import UserError

GOOD = '{"form": 1, "settings": {"endpoint_scheme": "later", "role_propagation_seconds": 25}, "evidence": {}}'


def test_the_settings_of_a_recording_are_those_of_the_start(tmp_path: Path) -> None:
    """Beside what else the command line chooses."""
    path = tmp_path / "recorded.json"
    path.write_text(GOOD)

    chosen = cli.chosen(True, path)

    settings = settings_from(settings_variable(chosen, {}))
    assert (settings.endpoint_scheme, settings.role_propagation_seconds, settings.enforce_iam) == ("later", 25, True)
    assert cli.chosen(False) == {}


@pytest.mark.parametrize("command", [("start", "--home", "home"), ("run", "--home", "home", "--", "true")])
@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "no such file"),
        ("{", "Expecting"),
        ("{}", "no member `settings`"),
        ('{"settings": [1]}', "no member `settings`"),
        ('{"settings": {"colour": 1}}', "no setting 'colour'"),
        ('{"settings": {"endpoint_scheme": "perhaps"}}', "cannot be 'perhaps'"),
    ],
)
def test_a_file_that_is_no_recording_starts_nothing(
    text: str | None, why: str, command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the file, what is wrong with it, and which file is meant."""
    monkeypatch.chdir(tmp_path)
    if text is not None:
        Path("recorded.json").write_text(text)

    done = CliRunner().invoke(cli.app, [command[0], "--as", "recorded.json", *command[1:]])

    assert isinstance(done.exception, UserError)
    assert "the recording recorded.json was not read" in str(done.exception)
    assert why in str(done.exception)
    assert not Path("home").exists()
