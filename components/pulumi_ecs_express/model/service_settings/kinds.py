"""The kinds of service by who deploys them; free of everything else, since each run of a program loads the table of settings."""

from enum import Enum


class Kind(str, Enum):
    """Who carries out a service's deployments, and how: what AWS takes depends on it."""

    EXPRESS = "express"
    ROLLING = "rolling"
    BLUE_GREEN = "blue_green"
    LINEAR = "linear"
    CANARY = "canary"
    CODE_DEPLOY = "code_deploy"
    EXTERNAL = "external"
