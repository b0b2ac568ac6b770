"""The services of a file, each with the company's defaults. The Region is `aws:region`, or that of the environment."""

from pathlib import Path

import fleet_file
import pulumi
from company_service import CompanyService

config = pulumi.Config()
try:
    fleet = fleet_file.read(Path(__file__).parent / config.require("file"))
except fleet_file.Mistakes as mistakes:
    raise pulumi.RunError(str(mistakes)) from None

production = config.require_bool("production")
services = {name: CompanyService(name, declared, production=production) for name, declared in fleet.services.items()}

pulumi.export("urls", {name: service.url for name, service in services.items()})
