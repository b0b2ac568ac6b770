"""
A local AWS with Amazon ECS Express Mode, for any client that speaks the AWS protocols.

It never imports ``pulumi_ecs_express``; it follows what AWS documents and what others observed there.

What belongs where:

* ``command``: the command `ecs-express sandbox`, its process, and the environment that it gives to programs.
* ``http``: the servers. ``endpoint`` handles all AWS requests under one lock, ``control_api`` is the sandbox's own API.
* ``protocol``: which AWS operation a request is, its parameters, and errors in the form of each protocol.
* ``load_balancer``: the HTTP front of the load balancers, and the pure choice of a target.
* ``sandbox``: holds all parts together; ``clock`` is the simulated time, ``settings`` each behaviour that is not certain.
* ``control``: call counts, faults and held calls.
* ``express``: Express Mode itself: calls, rollouts, tasks, managed resources. Nothing there speaks HTTP.
* ``aws``: the rest of AWS, served by moto, and what had to be added to it; ``aws.refusals`` is what AWS refuses and moto
  accepts, ``aws.iam`` roles and policies.
* ``access``: whether the caller's IAM policies allow a request.
* ``aws_plugin``: a stand-in for Pulumi's ``aws`` plugin.
* ``facts``: what is known of Express Mode, from where, and which test holds it; ``README.md`` is for users.
"""
