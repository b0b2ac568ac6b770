"""
Decisions as pure functions: what must change, what to send, what a deployment's state means.

Nothing here performs a call, reads a clock or an environment, or imports Pulumi or boto3:
equal arguments give equal answers.
"""
