"""
What DNS answers: the records of all hosted zones, the names of load balancers and the endpoints of Express services.

Here belong: the zones as data, the resolution of a name, and the DNS server. Sources, read 2026-11-28: "Choosing a
routing policy" and "Choosing between alias and non-alias records", Amazon Route 53 developer guide.
"""
