"""People signing in: the events that a console login of an IAM user, or a sign-in through the identity provider, leaves.

POST /_sandbox/sign-in  {"kind": "iam", "userName": "breakglass-1", "region": "us-east-2", "mfa": true, "success": true}
POST /_sandbox/sign-in  {"kind": "federated", "userName": "ada@example.com", "account": "…", "permissionSet": "Analyst"}
                        with "signedWith": the certificate, base64 DER, by which the assertion's signature is to be checked
"""

from __future__ import annotations

from typing import Any

from moto.core.utils import utcnow
from moto.iam.models import iam_backends
from werkzeug.wrappers import Request

from .center import Center
from .console import BadRequest, Console, body_of
from .trail_events import EventHistory, TrailEvent

SIGN_IN = "signin.amazonaws.com"
IAM_REGIONS = ("us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2")
"""Where the global sign-in endpoint records IAM users:
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html"""


class SignIn:
    def __init__(self, center: Center, history: EventHistory, console: Console):
        self.center = center
        self.world = center.world
        self.history = history
        self.console = console

    def respond(self, request: Request) -> dict[str, Any]:
        body = body_of(request)
        kinds = {"iam": self.iam_user, "federated": self.federated}
        if body.get("kind") not in kinds:
            raise BadRequest('kind must be "iam" or "federated".')
        events = kinds[body["kind"]](body)
        return {"events": [{"eventName": e.detail["eventName"], "region": e.region, "eventId": e.detail["eventID"]} for e in events]}

    def iam_user(self, body: dict[str, Any]) -> list[TrailEvent]:
        account = str(body.get("account") or self.world.management_account)
        name, region = str(body.get("userName", "")), body.get("region") or IAM_REGIONS[1]
        user = iam_backends[account][self.world.partition].users.get(name)
        success = bool(body.get("success", True)) and user is not None and bool(user.password)
        if success and user is not None:
            user.password_last_used = utcnow()
        # A name that nobody has may be a password typed into the wrong field: AWS hides it.
        shown = name if user is not None else "HIDDEN_DUE_TO_SECURITY_REASONS"
        identity = {"type": "IAMUser", "accountId": account, "userName": shown, "accessKeyId": ""}
        if user is not None:
            identity.update(principalId=user.id, arn=user.arn)
        return [self._console_login(account, region, identity, success, "Yes" if body.get("mfa", True) else "No")]

    def federated(self, body: dict[str, Any]) -> list[TrailEvent]:
        world, directory = self.world, self.center.directory
        if self.console.identity_source["type"] != "EXTERNAL_IDP":
            raise BadRequest("The identity source is not an external identity provider.")
        upn = str(body.get("userName", ""))
        signed_with = body.get("signedWith")
        if signed_with is not None and not self.console.trusts(str(signed_with)):
            # That a wrong signature leaves this event, as other refusals do, is unverified.
            return [self._directory_login(upn, "Failure")]
        user = next((u for u in directory.users.values() if u.UserName == upn), None)
        if user is None or user.UserId in directory.disabled:
            return [self._directory_login(upn, "Failure")]
        store = f"arn:{world.partition}:identitystore::{world.management_account}:identitystore/{world.identity_store_id}"
        identity = {
            "type": "IdentityCenterUser",
            "accountId": world.management_account,
            "userName": upn,
            "onBehalfOf": {"userId": user.UserId, "identityStoreArn": store},
            "credentialId": user.UserId,
        }
        events = [
            self._directory_login(upn, "Success"),
            self._home(SIGN_IN, "UserAuthentication", identity, {"CredentialType": "EXTERNAL_IDP"}, {"UserAuthentication": "Success"}),
            self._home("sso.amazonaws.com", "Authenticate", identity, None, None),
        ]
        account, name = body.get("account"), body.get("permissionSet")
        if account and name:
            events += self._into_account(identity, user.UserId, upn, str(account), str(name))
        return events

    def _into_account(self, identity: dict[str, Any], user_id: str, upn: str, account: str, name: str) -> list[TrailEvent]:
        backend, world = self.center.backend, self.world
        arns = [s.permission_set_arn for s in backend.permission_sets if s.name == name]
        groups = [g for g in self.center.directory.groups if user_id in self.center.directory.members(g)]
        if not any(
            a.permission_set_arn in arns and a.target_id == account and a.principal_id in (user_id, *groups)
            for a in backend.account_assignments
        ):
            raise BadRequest(f"{upn} has no assignment of {name} in account {account}.")
        roles = iam_backends[account][world.partition].get_roles()
        role = next(r for r in roles if r.name.startswith(f"AWSReservedSSO_{name}_"))
        session = f"arn:{world.partition}:sts::{account}:assumed-role/{role.name}/{upn}"
        assumed = {
            "type": "AssumedRole",
            "principalId": f"{role.id}:{upn}",
            "arn": session,
            "accountId": account,
            "sessionContext": {"sessionIssuer": {"type": "Role", "arn": role.arn, "accountId": account, "userName": role.name}},
        }
        federate = {
            "eventSource": "sso.amazonaws.com",
            "eventName": "Federate",
            "userIdentity": identity,
            "eventType": "AwsServiceEvent",
            "serviceEventDetails": {"role_name": name, "account_id": account},
        }
        saml = {
            "eventSource": "sts.amazonaws.com",
            "eventName": "AssumeRoleWithSAML",
            "readOnly": True,
            "userIdentity": {"type": "SAMLUser", "userName": upn},
            "requestParameters": {"roleArn": role.arn, "roleSessionName": upn},
        }
        return [
            self.history.add(federate, world.management_account, world.home_region),
            self.history.add(saml, account, world.home_region),
            # MFA was at the identity provider: AWS does not know of it.
            self._console_login(account, world.home_region, assumed, True, "No"),
        ]

    def _console_login(self, account: str, region: str, identity: dict[str, Any], success: bool, mfa: str) -> TrailEvent:
        detail: dict[str, Any] = {
            "eventSource": SIGN_IN,
            "eventName": "ConsoleLogin",
            "eventType": "AwsConsoleSignIn",
            "readOnly": False,
            "userIdentity": identity,
            "responseElements": {"ConsoleLogin": "Success" if success else "Failure"},
            "additionalEventData": {"LoginTo": "https://console.aws.amazon.com/console/home", "MobileVersion": "No", "MFAUsed": mfa},
        }
        if not success:
            detail["errorMessage"] = "Failed authentication"
        return self.history.add(detail, account, region)

    def _directory_login(self, upn: str, outcome: str) -> TrailEvent:
        identity = {"type": "Unknown", "accountId": self.world.management_account, "userName": upn}
        return self._home(SIGN_IN, "ExternalIdPDirectoryLogin", identity, None, {"ExternalIdPDirectoryLogin": outcome})

    def _home(self, source: str, name: str, identity: dict[str, Any], additional: Any, outcome: Any) -> TrailEvent:
        detail = {
            "eventSource": source,
            "eventName": name,
            "eventType": "AwsServiceEvent",
            "userIdentity": identity,
            "additionalEventData": additional,
            "serviceEventDetails": outcome,
        }
        return self.history.add(detail, self.world.management_account, self.world.home_region)
