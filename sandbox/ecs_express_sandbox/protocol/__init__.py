"""AWS's protocols: which operation a request is, its parameters, and errors in the protocol's own form."""
