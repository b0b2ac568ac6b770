"""
A stand-in for Pulumi's `aws` plugin, for machines that cannot download the real one.

It serves unmodified `pulumi_aws` programs, with ordinary boto3 calls to the sandbox, and behaves in previews,
refreshes and replacements as the real one does. It knows the resource types and functions that `catalogue` lists,
and says so when a program asks for another.

What belongs where: `servicer` speaks gRPC with the engine, `plugin` decides what each of its questions means for a
resource type, `resources/` holds one module for each type and `functions/` one for each kind of function. `archive`
packs all of it as a plugin and installs it. Nothing here knows of Express Mode or of the sandbox's insides.
"""
