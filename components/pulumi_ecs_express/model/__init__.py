"""
What a program declares of a service, and what AWS answers: frozen models, named types with their ranges, units and sources.

Purely data: no AWS call, no Pulumi, no clock, no decision about what to do. Decisions live in ``planning``.
"""
