"""
What the subcommands of ``ecs-express`` do with services: they read and change by the adapters, `planning` decides.

Nothing here prints; no engine runs, and no program. Importing a module of it loads boto3 and pydantic.
"""
