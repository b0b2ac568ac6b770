"""A domain of one's own in front of a service: what a program declares, and what AWS and DNS report."""
