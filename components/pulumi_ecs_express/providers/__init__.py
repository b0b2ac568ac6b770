"""
The dynamic providers: one per remote thing, thin, and the bridge to the engine that they need.

Module paths and class names of the provider classes are a state format: Pulumi stores them by name,
so they never change. Importing this package is cheap: pydantic and boto3 are loaded by the first call.
"""
