"""
The rest of AWS: moto, and what it lacks on the paths of Express Mode.

Here belong: the client that reaches moto inside the process, and one module per AWS service whose behaviour had to be
added, and ``refusals``, what AWS refuses and moto takes. What Express Mode does with these services belongs in
``express``.
"""
