"""
The tests, in layers as the package is: model, planning, wire, aws, providers, components; and the sandbox's own.

Each test states a claim in its name and its docstring. `tests.rows` counts which statements of the mission are held.
"""
