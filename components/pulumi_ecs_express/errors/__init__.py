"""
Everything that can go wrong, each with what happened, why, and what to do about it.

::

    ExpressError
    ├── InvalidArgument           an argument breaks a rule; refused before anything is made
    ├── Refused                   AWS answered no
    │   ├── AccessDenied          the caller lacks a permission
    │   ├── RoleNotAssumable      ECS cannot use a role, or cannot use it yet
    │   ├── ClusterNotFound
    │   ├── ServiceNotFound       gone: the only answer that reads as gone
    │   ├── ServiceNotActive      DRAINING or INACTIVE
    │   ├── ServiceDraining       its name is taken until the old one is gone
    │   ├── DeploymentUnderWay    no update is taken until it has ended
    │   ├── ParameterRefused      AWS's own words on a parameter
    │   ├── CertificateNotFound   a load balancer does not know it, or not yet
    │   ├── TaskDefinitionNotFound
    │   ├── TaskDefinitionInactive  deregistered: no service may be moved to it
    │   ├── NamespaceNotFound     Service Connect names one that is not there
    │   ├── TaskQuotaReached      too many tasks wait for capacity
    │   ├── PlatformRefused       no Fargate platform fits
    │   └── UnsupportedInRegion
    ├── Unavailable               AWS gave no usable answer; state is kept
    │   ├── Throttled
    │   ├── ConcurrentRequests    others change the same thing at this moment
    │   ├── ServerFault
    │   ├── Unreachable
    │   └── UnknownFault          an answer that nobody foresaw
    ├── NoAccess                  the session itself is not usable
    │   ├── NoCredentials
    │   ├── CredentialsRefused    invalid or expired
    │   ├── NoRegion
    │   └── OtherAccount          the credentials are not those of the service's account
    ├── RolloutError              the service exists, its rollout did not end well
    │   ├── RolloutRolledBack     the previous revision serves again
    │   ├── RolloutFailed         there was nothing to go back to
    │   ├── RolloutStopped        somebody stopped it
    │   ├── RolloutStuck          AWS cannot make a resource that it needs
    │   ├── RolloutTimedOut       it may still end well
    │   ├── SettingsNotInEffect   AWS took settings, and shows others
    │   └── WaitInterrupted       Ctrl-C, or the engine is gone
    ├── CustomDomainError         the service serves, its domain is not ready
    │   ├── CertificateNotUsable  ACM has given it up, or it does not fit
    │   ├── CertificatePending    ACM still waits for DNS records
    │   ├── ValidationInterrupted Ctrl-C, or the engine is gone
    │   ├── HostInUse             another rule answers for the host
    │   ├── DomainQuotaReached    no place in the rule, or for the certificate
    │   ├── ListenerRuleMissing   the service has no rule for a host
    │   └── HostNotKept           somebody else takes the host away again
    ├── ServiceExists             the name belongs to somebody else's service
    ├── ServiceGone               an update met no service
    ├── ServiceNotAdoptable       no program of this package describes it, or an import would be wrong
    ├── ExpressUpdatesBlocked     settings of the program, or of another, keep Express Mode off the service
    ├── ConversionError           a file or service of another tool cannot be converted
    │   ├── SourceUnreadable      no file, or no YAML
    │   ├── SourceNotRecognized   none of the formats, or a service without a URL
    │   ├── SourceInvalid         mistakes in it
    │   └── OutputExists          a file would be overwritten
    ├── DeletionTimedOut          still DRAINING
    ├── CleanUpIncomplete         the service is gone, and not all that was to go with it
    ├── PreviewError              `ecs-express preview` has nothing to report
    │   ├── RecordingUnreadable   no recorded preview
    │   └── PulumiMissing         no `pulumi` to run
    ├── CommandError              a subcommand of `ecs-express` cannot do what was asked
    │   ├── StackNotReadable      no project, no stack, or no Pulumi CLI
    │   ├── ServiceNotNamed       no service, or not exactly one, has that name
    │   ├── RevisionNotFound      no revision has that name
    │   ├── NoLogs                no task, or none that logs to CloudWatch
    │   └── RollbackRefused       nothing to go back to, or not now
    └── GitHubError               a comment is not on its pull request
        ├── GitHubSettingsMissing   token, repository or pull request
        ├── GitHubTokenRefused      invalid or expired
        ├── GitHubPermissionMissing
        ├── PullRequestNotFound
        ├── GitHubRateLimited       for longer than may be waited
        ├── GitHubUnavailable
        └── CommentRefused          GitHub's own words on it

A module for each family. Nothing here imports anything else of this package.
"""

from pulumi_ecs_express.errors.access import CredentialsRefused, NoAccess, NoCredentials, NoRegion, OtherAccount
from pulumi_ecs_express.errors.base import ExpressError, InvalidArgument, family
from pulumi_ecs_express.errors.commands import (
    CommandError,
    NoLogs,
    RevisionNotFound,
    RollbackRefused,
    ServiceNotNamed,
    StackNotReadable,
)
from pulumi_ecs_express.errors.conversion import (
    ConversionError,
    OutputExists,
    SourceInvalid,
    SourceNotRecognized,
    SourceUnreadable,
)
from pulumi_ecs_express.errors.custom_domain import (
    CertificateNotUsable,
    CertificatePending,
    CustomDomainError,
    DomainQuotaReached,
    HostInUse,
    HostNotKept,
    ListenerRuleMissing,
    ValidationInterrupted,
)
from pulumi_ecs_express.errors.github import (
    CommentRefused,
    GitHubError,
    GitHubPermissionMissing,
    GitHubRateLimited,
    GitHubSettingsMissing,
    GitHubTokenRefused,
    GitHubUnavailable,
    PullRequestNotFound,
)
from pulumi_ecs_express.errors.preview import PreviewError, PulumiMissing, RecordingUnreadable
from pulumi_ecs_express.errors.refusals import (
    AccessDenied,
    CertificateNotFound,
    ClusterNotFound,
    DeploymentUnderWay,
    NamespaceNotFound,
    ParameterRefused,
    PlatformRefused,
    Refused,
    RoleNotAssumable,
    ServiceDraining,
    ServiceNotActive,
    ServiceNotFound,
    TaskDefinitionInactive,
    TaskDefinitionNotFound,
    TaskQuotaReached,
    UnsupportedInRegion,
)
from pulumi_ecs_express.errors.rollout import (
    RolloutError,
    RolloutFailed,
    RolloutRolledBack,
    RolloutStopped,
    RolloutStuck,
    RolloutTimedOut,
    SettingsNotInEffect,
    WaitInterrupted,
)
from pulumi_ecs_express.errors.service import (
    CleanUpIncomplete,
    DeletionTimedOut,
    ExpressUpdatesBlocked,
    ServiceExists,
    ServiceGone,
    ServiceNotAdoptable,
)
from pulumi_ecs_express.errors.unavailable import (
    ConcurrentRequests,
    ServerFault,
    Throttled,
    Unavailable,
    UnknownFault,
    Unreachable,
)

__all__ = [
    "AccessDenied",
    "CertificateNotFound",
    "CertificateNotUsable",
    "CertificatePending",
    "CleanUpIncomplete",
    "ClusterNotFound",
    "CommandError",
    "CommentRefused",
    "ConcurrentRequests",
    "ConversionError",
    "CredentialsRefused",
    "CustomDomainError",
    "DeletionTimedOut",
    "DeploymentUnderWay",
    "DomainQuotaReached",
    "ExpressError",
    "ExpressUpdatesBlocked",
    "GitHubError",
    "GitHubPermissionMissing",
    "GitHubRateLimited",
    "GitHubSettingsMissing",
    "GitHubTokenRefused",
    "GitHubUnavailable",
    "HostInUse",
    "HostNotKept",
    "InvalidArgument",
    "ListenerRuleMissing",
    "NamespaceNotFound",
    "NoAccess",
    "NoCredentials",
    "NoLogs",
    "NoRegion",
    "OtherAccount",
    "OutputExists",
    "ParameterRefused",
    "PlatformRefused",
    "PreviewError",
    "PullRequestNotFound",
    "PulumiMissing",
    "RecordingUnreadable",
    "Refused",
    "RevisionNotFound",
    "RoleNotAssumable",
    "RollbackRefused",
    "RolloutError",
    "RolloutFailed",
    "RolloutRolledBack",
    "RolloutStopped",
    "RolloutStuck",
    "RolloutTimedOut",
    "ServerFault",
    "ServiceDraining",
    "ServiceExists",
    "ServiceGone",
    "ServiceNotActive",
    "ServiceNotAdoptable",
    "ServiceNotFound",
    "ServiceNotNamed",
    "SettingsNotInEffect",
    "SourceInvalid",
    "SourceNotRecognized",
    "SourceUnreadable",
    "StackNotReadable",
    "TaskDefinitionInactive",
    "TaskDefinitionNotFound",
    "TaskQuotaReached",
    "Throttled",
    "Unavailable",
    "UnknownFault",
    "Unreachable",
    "UnsupportedInRegion",
    "ValidationInterrupted",
    "WaitInterrupted",
    "family",
]
