"""Where a service goes back to, by which call, and what its program must then say: no call, no clock."""
