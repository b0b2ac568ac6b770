"""
What App Runner services, Copilot manifests and Compose files become: programs with Express services, and what has no counterpart.

One module for each format, and one in ``tables`` with what becomes of each of its keys. Text comes in as text: files and
AWS are read elsewhere.
"""
