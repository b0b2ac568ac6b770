"""Application Auto Scaling: the tags of scalable targets, which moto lacks. Source: API reference, TagResource and others."""

from __future__ import annotations

import json
from typing import Any

import moto.applicationautoscaling.urls
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.core.exceptions import JsonRESTError

LIMIT = 50


class TaggedTargets(ApplicationAutoScalingResponse):
    """moto's Application Auto Scaling, with tags."""

    def register_scalable_target(self) -> str:
        """Register or update a target; tags are for a new one."""
        answer = super().register_scalable_target()
        target = self._target(json.loads(answer)["ScalableTargetARN"])
        target.tags = getattr(target, "tags", None) or dict(self._get_param("Tags") or {})
        return answer

    def tag_resource(self) -> str:
        """Add tags."""
        target = self._target(self._get_param("ResourceARN"))
        tags = {**_tags(target), **self._get_param("Tags")}
        if len(tags) > LIMIT:
            raise JsonRESTError("TooManyTagsException", f"A resource can have up to {LIMIT} tags.")  # (ours)
        target.tags = tags
        return "{}"

    def untag_resource(self) -> str:
        """Remove tags."""
        target, keys = self._target(self._get_param("ResourceARN")), self._get_param("TagKeys")
        target.tags = {key: value for key, value in _tags(target).items() if key not in keys}
        return "{}"

    def list_tags_for_resource(self) -> str:
        """List tags."""
        return json.dumps({"Tags": _tags(self._target(self._get_param("ResourceARN")))})

    def _target(self, arn: str) -> Any:
        targets = self.applicationautoscaling_backend.targets
        for by_resource in targets.values():
            for target in by_resource.values():
                if target.arn == arn:
                    return target
        raise JsonRESTError("ResourceNotFoundException", f"The resource {arn} was not found.")  # (ours)


def _tags(target: Any) -> dict[str, str]:
    return dict(getattr(target, "tags", None) or {})


def tag_scalable_targets() -> None:
    """Let moto keep tags of scalable targets; this works until the first request of the service."""
    moto.applicationautoscaling.urls.url_paths = {"{0}/$": TaggedTargets.dispatch}
