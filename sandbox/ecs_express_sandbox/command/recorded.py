"""Settings from a file of what AWS was seen to do."""

from __future__ import annotations

import json
from pathlib import Path

from ecs_express_sandbox.settings import Settings
from ecs_express_sandbox.user_errors import UserError


def recorded_settings(path: Path) -> dict[str, object]:
    """
    Read the settings of a recording: its member ``settings``, an object of names and values.

    Raises:
        UserError: where there is no such file, or it holds a name or value that this sandbox does not have.
    """
    try:
        settings = json.loads(path.read_text())["settings"]
        Settings().changed(dict(settings))
    except OSError as failure:
        why = (failure.strerror or str(failure)).lower()
    except (ValueError, KeyError, TypeError) as failure:
        why = "it has no member `settings`" if isinstance(failure, KeyError | TypeError) else str(failure)
    else:
        return dict(settings)
    raise UserError(
        f"the recording {path} was not read",
        why=why,
        remedy="name a file that `make acceptance` has written, or one of the form of docs/acceptance.md",
    )
