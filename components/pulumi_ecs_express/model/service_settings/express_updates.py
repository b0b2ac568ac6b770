"""The two values of ``express_updates``; free of pydantic, since a service's diff reads them."""

ALLOWED, BLOCKED = "allowed", "blocked"
