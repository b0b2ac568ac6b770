"""A service deployment, and what AWS keeps of one that failed."""
