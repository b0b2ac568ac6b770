"""What the models of a report have in common: they are made by the package itself, by Python's names."""

from pydantic import ConfigDict

from pulumi_ecs_express.model.fields.base import Model


class ReportModel(Model):
    """A frozen part of a report, in camelCase as JSON."""

    model_config = ConfigDict(validate_by_name=True)
