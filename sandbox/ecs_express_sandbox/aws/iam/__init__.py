"""IAM: managed policies, roles and service-linked roles."""
