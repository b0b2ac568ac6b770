"""
The structures that the arguments of `ServiceSettings` are made of; what each may hold is said by the model's type of the same name.

Outside of lists each member is owned by itself: one that is left out stays as AWS has it, and one that is removed gets the value
back that was found before the first apply. A list is owned as a whole, and what stands in it is written in full.
"""
