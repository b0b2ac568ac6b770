"""One module for each resource type: its declaration and its boto3 calls. Nothing that two types share belongs here."""
