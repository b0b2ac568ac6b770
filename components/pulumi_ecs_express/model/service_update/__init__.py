"""An update of an existing service: what is declared, and what AWS says of the service."""
