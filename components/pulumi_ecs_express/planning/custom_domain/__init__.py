"""Decisions about custom domains: hosts of listener rules, certificates, records."""
