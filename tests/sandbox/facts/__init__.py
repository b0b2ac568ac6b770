"""
The facts of Express Mode that no other test holds, and the check of the table that names them all.

Each test reads the world through ordinary boto3 calls only.
"""
