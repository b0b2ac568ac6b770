"""
A local AWS with Amazon ECS Express Mode, for any client that speaks the AWS protocols.

It never imports ``pulumi_ecs_express``; it is held to what AWS documents and what others observed there.

What belongs where:

* ``server`` starts and stops the process; ``addresses`` is where it answers; ``sandbox`` holds the parts together.
* ``endpoint`` is the door of every AWS request: one lock, state brought to now, ``calls``, ``faults``; ``operation``
  tells which AWS operation a request is, ``wire`` writes protocol-correct errors.
* ``access`` is IAM as an authority: whether a caller may do what it asks for.
* ``control`` is the control API, ``clock`` the simulated time, ``settings`` every behaviour that is not certain.
* ``front`` is the HTTP front of the load balancers, ``routing`` its pure choice of a target.
* ``express`` is Express Mode itself: requests, rollouts, managed resources, answers. Nothing there speaks HTTP.
* ``aws`` is the rest of AWS, served by moto, and what had to be added to it; ``aws.refusals`` is what moto waves through.
* ``facts`` is what is known of Express Mode, from where, and which test holds it; ``README.md`` is for users.
* ``cli``, ``process``, ``environment`` and ``aws_plugin`` are the command around all this.
"""
