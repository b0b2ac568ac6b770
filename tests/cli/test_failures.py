"""How the subcommands end that cannot do what was asked."""

from __future__ import annotations

import pytest
import typer

from pulumi_ecs_express import errors
from pulumi_ecs_express.cli.exit_codes import ERROR, INTERRUPTED
from pulumi_ecs_express.cli.failures import reported


def test_an_error_of_aws_is_said_in_the_words_of_the_subcommand(capsys: pytest.CaptureFixture[str]) -> None:
    """One message on standard error; its remedy is no `pulumi up`, which nobody was typing."""
    with pytest.raises(typer.Exit) as ended, reported("status"):
        raise errors.Throttled("a call was throttled", why="Rate exceeded", remedy="run `pulumi up` again in a minute")

    assert ended.value.exit_code == ERROR
    assert capsys.readouterr() == (
        "",
        "ecs-express status: a call was throttled: Rate exceeded\n  fix: run the command again in a minute\n  [throttled]\n",
    )


def test_ctrl_c_ends_without_a_message(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever pressed it knows."""
    with pytest.raises(typer.Exit) as ended, reported("status"):
        raise KeyboardInterrupt

    assert ended.value.exit_code == INTERRUPTED
    assert capsys.readouterr() == ("", "")
