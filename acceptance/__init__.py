"""
`make acceptance`: the example stacks, a rollback and the open questions about AWS, on a real account or on a sandbox.

`programs` runs the stacks, `observing` asks AWS what the documentation leaves open, `clean_up` takes everything away,
`cost` says before what it will cost. Nothing here knows which AWS it talks to, but for `pace`, which knows whose clock counts.
"""
