"""
The adapters to AWS, on boto3: one module per AWS service, one for the session, one that reads error codes.

They translate and nothing else: what to call, and when, is decided by their callers.
"""
