"""`python -m pulumi_ecs_express.cli` is `ecs-express`."""

from __future__ import annotations

from pulumi_ecs_express.cli import main

if __name__ == "__main__":
    main()
