"""Settings of an existing service: what is declared of UpdateService's parameters, and what AWS has of them."""
