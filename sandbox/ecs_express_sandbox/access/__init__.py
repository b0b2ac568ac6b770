"""
Who may do what: IAM as an authority, which moto asks for users and roles, but judges in a way of its own.

* ``policies`` judges policy documents, pure.
* ``callers`` finds who signed a request and which policies they have.
* ``resources`` finds which resource a request is about.
* ``required_permissions`` lists the permissions that a call needs, for the roles that it passes too.
* ``guard`` puts them together: the refusal of a request, if there is one.

moto's own evaluation is not used: it takes each condition that it does not know for a denial, and so refuses
``iam:PassRole`` with ``iam:PassedToService``, which every policy for ECS has.
"""
