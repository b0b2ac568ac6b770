"""
Amazon ECS Express Mode. Nothing here speaks HTTP; moto's part of AWS is reached through boto3 clients (``site``).

Judging and deciding, pure:

* ``requests``, ``fargate``, ``task_definition``: what a client asks, judged, merged, rendered; ``refusals``: AWS's words.
* ``behaviour``: what an image does, by its tag; ``rollout`` and ``course``: what is asked of one deployment, and the
  course it takes; ``succession``: what a new deployment starts from; ``events``: what ECS tells about it.
* ``answers``, ``managed``: records as the API answers them.

Remembering and acting:

* ``records``: what is remembered; ``world``: all of it, and its way through time.
* ``lifecycle``: what is due for a service at an instant, carried out by ``provisioning`` and ``teardown`` (when each
  managed resource comes and goes), ``ingress`` and ``service_resources`` (how), ``staffing`` (tasks) and ``traffic``
  (targets and weights); ``network``: where a service goes.
* ``obstacles``: what keeps tasks from starting; ``alarms``: what rolls a deployment back; ``journal``: what tasks log.
* ``operations``, ``deploying``, ``deployments``: the Express calls; ``classic``, ``classic_update``, ``tasks``: what
  plain ECS shows and takes of an Express service, ``deployment_settings`` among it; ``clusters``: what Express asks of
  clusters. ``responses`` hangs all calls into moto.
"""
