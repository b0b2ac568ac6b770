"""
What a rule of a policy pack says of one resource: its type and its properties in, sentences out, none where all is well.

Nothing here knows Pulumi's policy SDK (`policy_rules` beside this package does). A value that is not known yet is `UNKNOWN`,
and says nothing for or against: the rule is asked again when `pulumi up` knows it.
"""
