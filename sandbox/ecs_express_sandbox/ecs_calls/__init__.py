"""The ECS calls as moto dispatches them: each finds the kind of service it is about, and hands the request on."""
