"""A pack of rules for services of ECS Express Mode; the stack's name says which are in production."""

from pulumi_policy import EnforcementLevel, PolicyPack

from pulumi_ecs_express import policy_rules as rules

PRODUCTION = ["prod*"]

PolicyPack(
    name="ecs-express-rules",
    enforcement_level=EnforcementLevel.MANDATORY,
    policies=[
        rules.no_latest_image(),
        rules.minimum_tasks(2, stacks=PRODUCTION),
        rules.log_retention(most_days=365, enforcement_level=EnforcementLevel.ADVISORY),
        rules.no_secrets_in_environment(),
        rules.rollouts_awaited(stacks=PRODUCTION),
        rules.rollback_kept(stacks=PRODUCTION),
    ],
)
