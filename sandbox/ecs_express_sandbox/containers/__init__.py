"""
Tasks and their containers, of Express and classic services alike: what they do, get, log, and how they are described.

Here belongs what follows from the task definition alone; which tasks there are, and when, is each kind of service's.
"""
