"""
Rows of `tests/peers.toml` that ask nothing of this project.

By id, with the reason.
"""

from __future__ import annotations

NOT_OURS: dict[str, str] = {
    "#45219": "asks for the resource itself, which is what this project is",
    "#47533": "is about a list of ordinary ECS services, and nothing here lists services",
    "aws/containers-roadmap#2813": "asks AWS for settings that the Express API does not have, so none are offered",
    "aws-cloudformation/cloudformation-coverage-roadmap#2538": "only shares the word: a deployment mode of CloudFormation",
    "pulumi/pulumi-aws": "names no defect: its resource is bridged from terraform-provider-aws and has the same ones",
}
