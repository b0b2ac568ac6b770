"""
What AWS refuses and moto accepts, on the paths of programs that use Express Mode.

Here belong: one module per AWS service with its rules, ``asked`` (a request as the rules see it) and ``judgement`` (which
rules judge which operation), ``common_errors`` (what no
operation takes). A rule only reads; it reads the account through the inner boto3 clients. A refusal that
moto has by itself is left to moto, and so is a request whose subject does not exist.

Every rule names its source; ``(ours)`` marks words that nobody has seen from AWS.
"""
