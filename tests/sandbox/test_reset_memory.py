"""A reset keeps nothing of the account that was there before."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
import gc
import json
import urllib.request

import boto3
from moto.ec2.models import EC2Backend
from ecs_express_sandbox.http.server import running

with running(speed=0) as addresses:
    for _ in range(2):
        boto3.client("ec2", endpoint_url=addresses.endpoint).describe_subnets()
        boto3.client("elbv2", endpoint_url=addresses.endpoint).describe_load_balancers()
        request = urllib.request.Request(f"{addresses.control}/reset", b"{}", {"Content-Type": "application/json"})
        urllib.request.urlopen(request).read()
    gc.collect()
    print(sum(isinstance(found, EC2Backend) for found in gc.get_objects()))
"""


def test_nothing_of_an_account_is_alive_after_a_reset() -> None:
    """Moto's caches would keep the networks of up to 128 accounts, 4 MB each, and those of subnets all of them."""
    keys = {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none", "AWS_DEFAULT_REGION": "us-east-1"}
    alive = subprocess.run(
        [sys.executable, "-c", PROGRAM], env={**os.environ, **keys}, capture_output=True, text=True, check=True
    )

    assert alive.stdout.strip() == "0"
