"""`python -m ecs_express_sandbox …` is `ecs-express sandbox …`."""

from __future__ import annotations

from ecs_express_sandbox.command.cli import main

if __name__ == "__main__":
    main()
