"""
Classic ECS services on the sandbox's clock: everything but Express Mode, whose services ``express`` has.

``records`` is what is remembered, ``scheduler`` what happens to it over time, ``world`` all services together; the other
modules are the calls.
"""
