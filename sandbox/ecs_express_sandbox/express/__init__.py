"""
Amazon ECS Express Mode. Nothing here speaks HTTP; moto's part of AWS is reached through boto3 clients.

* ``calls``: the calls of Express Mode. ``requests`` validates and merges what a client sends, ``services`` and
  ``deployments`` carry it out, ``new_revision`` makes a revision and starts its deployment, ``descriptions`` writes
  answers, ``tasks`` lists tasks. ``refusals`` has AWS's words, ``dispatch`` registers all calls with moto.
* ``classic``: Express services in the classic ECS calls.
* ``rollouts``: pure: what is asked of one deployment, its ``phases``, and what an image does by its tag.
* ``deployments``: where a deployment starts, its configuration, alarms and events.
* ``tasks``: the scheduler that starts and stops tasks, what they log, and what keeps them from starting.
* ``ingress``: where a service runs, and the traffic to its tasks.
* ``managed_resources``: when each resource around a service is made and removed, and how.
* ``records``: what is remembered; ``world``: all services, and how time passes for them; ``lifecycle``: what is due for
  one service at an instant. ``clusters``, ``task_definition``: what Express Mode reads and makes of these.
"""
