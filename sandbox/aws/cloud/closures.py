"""Accounts that are closed, reopened by AWS Support, or leave the organization."""

from __future__ import annotations

from typing import Any

from moto.organizations.models import FakeAccount, organizations_backends
from moto.organizations.responses import OrganizationsResponse
from werkzeug.wrappers import Request

from .center import Center
from .console import BadRequest, body_of
from .operations import Caller, Params, refuse, register
from .organization import backend


class Closures:
    def __init__(self, center: Center):
        self.center = center
        self.left: dict[str, FakeAccount] = {}
        """Accounts of the world that are no longer in the organization."""
        self.closing: dict[str, float] = {}
        """Account id -> when PENDING_CLOSURE becomes SUSPENDED."""
        center.runtime.settlers.append(self.settle)

    def settle(self) -> None:
        now = self.center.runtime.now().timestamp()
        for account_id in [a for a, due in self.closing.items() if due <= now]:
            del self.closing[account_id]
            self._set_state(account_id, "SUSPENDED")

    def close(self, caller: Caller, params: Params) -> None:
        """https://docs.aws.amazon.com/organizations/latest/APIReference/API_CloseAccount.html"""
        account = self._member(params["AccountId"])
        if account.state != "ACTIVE":
            raise refuse("AccountAlreadyClosedException", "The account is already closed.")
        runtime = self.center.runtime
        self._set_state(account.id, "PENDING_CLOSURE")
        self.closing[account.id] = runtime.now().timestamp() + runtime.async_seconds

    def remove(self, caller: Caller, params: Params) -> None:
        """Identity Center forgets the account with its assignments; UNVERIFIED, as no document says when it does."""
        account = self._member(params["AccountId"])
        organizations = backend(self.center.world)
        organizations.remove_account_from_organization(AccountId=account.id)
        self.left[account.id] = account
        kept = [a for a in self.center.backend.account_assignments if a.target_id != account.id]
        self.center.backend.account_assignments[:] = kept
        for accounts in self.center.provisioned.values():
            accounts.pop(account.id, None)

    def restore(self, request: Request) -> dict[str, Any]:
        """What AWS Support does with a closed account within 90 days; one that left joins again."""
        account_id = body_of(request).get("accountId", "")
        account = self.left.pop(account_id, None)
        organizations = backend(self.center.world)
        if account is not None:
            organizations.accounts.append(account)
            organizations_backends.master_accounts[account.id] = (organizations.account_id, organizations.partition)
            for policy in account.attached_policies:
                policy.attachments.append(account)
        elif all(a.id != account_id for a in organizations.accounts):
            raise BadRequest(f'There is no account with accountId "{account_id}".')
        self.closing.pop(account_id, None)
        self._set_state(account_id, "ACTIVE")
        return {"accountId": account_id, "state": "ACTIVE"}

    def _member(self, account_id: str) -> FakeAccount:
        world = self.center.world
        if account_id == world.management_account:
            raise refuse("ConstraintViolationException", "The management account can neither be closed nor leave its organization.")
        return backend(world).get_account_by_id(account_id)

    def _set_state(self, account_id: str, state: str) -> None:
        account = backend(self.center.world).get_account_by_id(account_id)
        account.state = account.status = state


def install(center: Center) -> Closures:
    closures = Closures(center)
    register(OrganizationsResponse, "organizations", "CloseAccount", closures.close)
    register(OrganizationsResponse, "organizations", "RemoveAccountFromOrganization", closures.remove)
    return closures
