"""
The certificates of a listener, the number of its rules, and their conditions as AWS gives them back.

moto doubles a certificate that is added twice, counts the default one, lets the default one be removed, and forgets
the others when it is replaced. Sources, read 2026-11-28: AddListenerCertificates, RemoveListenerCertificates and
ModifyListener, Elastic Load Balancing API reference; "SSL certificates" and "Quotas", Application Load Balancers user
guide; words of the refusals in terraform-provider-aws #35403 and #19495.
"""

from __future__ import annotations

from typing import Any, Protocol

from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult, EmptyResult
from moto.elbv2.exceptions import ListenerNotFoundError, TooManyCertificatesError
from moto.elbv2.responses import ELBV2Response

from ecs_express_sandbox.settings import Settings

_CONFIGURATIONS = {"host-header": "HostHeaderConfig", "path-pattern": "PathPatternConfig"}
"""Conditions whose values are described in two places."""


MOST_RULES = 100
"""On all listeners of a load balancer together, without their default rules."""


class TooManyRules(ServiceException):
    """The refusal of one rule more; the words are those of the API reference."""

    code = "TooManyRules"
    message = "You've reached the limit on the number of rules per load balancer"


class DefaultCertificateKept(ServiceException):
    """The refusal to remove the default certificate."""

    code = "OperationNotPermitted"
    message = "Default certificate cannot be removed"


class CertificateNotAttached(ServiceException):
    """The refusal to remove a certificate that the listener does not show."""

    code = "CertificateNotFound"


class Configured(Protocol):
    """What knows the settings in force."""

    @property
    def settings(self) -> Settings: ...


class ListenerElbResponse(ELBV2Response):
    """What changes on the way from a request about certificates or rules to moto's backend."""

    sandbox_configured: Configured

    def add_listener_certificates(self) -> Any:
        """Let a listener show more certificates; one that it shows already stays as it is."""
        listener = self._listener()
        for arn in self._certificates():
            if arn not in listener.certificates:
                self._check_room(listener)
                listener.certificates.append(arn)
        return ActionResult({"Certificates": [{"CertificateArn": arn} for arn in self._certificates()]})

    def _check_room(self, listener: Any) -> None:
        """Count the certificates of the load balancer without the default ones."""
        balancer = self.elbv2_backend.load_balancers[listener.load_balancer_arn]
        shown = sum(len(other.certificates[1:]) for other in balancer.listeners.values())
        if shown >= self.sandbox_configured.settings.certificates_per_load_balancer:
            raise TooManyCertificatesError

    def remove_listener_certificates(self) -> Any:
        """Take certificates off a listener; the default one stays."""
        listener = self._listener()
        for arn in self._certificates():
            if arn not in listener.certificates:
                raise CertificateNotAttached(f"Certificate '{arn}' not found")
            if arn == listener.certificates[0]:
                raise DefaultCertificateKept
        listener.certificates = [arn for arn in listener.certificates if arn not in self._certificates()]
        return EmptyResult()

    def modify_listener(self) -> Any:
        """Replace the default certificate, if one is given; the others stay."""
        listener = self.elbv2_backend.describe_listeners(None, [self._get_param("ListenerArn")])[0]
        others = listener.certificates[1:]
        answer = super().modify_listener()
        if self._certificates():
            (default,) = self._certificates()[:1]
            listener.certificates = [default, *(arn for arn in others if arn != default)]
        return answer

    def create_rule(self) -> Any:
        """Make a rule."""
        balancer = self.elbv2_backend.load_balancers[self._listener().load_balancer_arn]
        if sum(len(listener.rules) - 1 for listener in balancer.listeners.values()) >= MOST_RULES:
            raise TooManyRules
        return self._described(super().create_rule())

    def modify_rule(self) -> Any:
        """Change a rule."""
        return self._described(super().modify_rule())

    def _described(self, answer: Any) -> Any:
        """Give the values of each condition in both places, as AWS does; moto gives the one that was sent."""
        for rule in answer.result["Rules"]:
            for condition in rule.conditions:
                name = _CONFIGURATIONS.get(condition.get("Field", ""), "")
                values = condition.get("Values") or condition.get(name, {}).get("Values")
                if name and values:
                    condition["Values"] = list(values)
                    condition.setdefault(name, {})["Values"] = list(values)
        return answer

    def _listener(self) -> Any:
        found = self.elbv2_backend.describe_listeners(None, [self._get_param("ListenerArn")])
        if not found:
            raise ListenerNotFoundError
        return found[0]

    def _certificates(self) -> list[str]:
        return [str(one["CertificateArn"]) for one in self._get_param("Certificates", [])]
