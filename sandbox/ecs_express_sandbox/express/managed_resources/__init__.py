"""The resources around a service: when they are made and removed, and how a revision lists them."""
