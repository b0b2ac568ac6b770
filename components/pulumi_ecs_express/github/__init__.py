"""
The adapter to GitHub: its REST API over HTTP, and the order of the requests by which a comment comes onto a pull request.

What the answers mean and which comments there must be is decided in ``planning/pull_request``. Nothing here knows
Pulumi or AWS.
"""
