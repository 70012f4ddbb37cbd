/**
 * Changes of what the federation stands on, by anybody but the roles that deploy it: event patterns for EventBridge.
 * Pure.
 */
import { globalRegion } from "../../contract/partition";
import type { EventPattern } from "./alarm-patterns";
import { CHANGE_RULES } from "./change-names";
import type { BreakglassPlace } from "./watch";

const CALL = "AWS API Call via CloudTrail";
/** Both spellings of a sign-in, and calls: what AWS records of root. */
const ROOT_TYPES = [CALL, "AWS Console Sign In via CloudTrail", "AWS Console Signin via CloudTrail"];

/** One kind of change. */
export interface Change {
  /** Name of its event rules. */
  readonly name: string;
  /** Regions in which CloudTrail records it; sorted. The home region is among them, as its rule tells the topic. */
  readonly regions: readonly string[];
  /** What happened, as the beginning of a sentence. */
  readonly words: string;
  readonly pattern: EventPattern;
}

/**
 * The kinds of change. Where they are recorded: Identity Center in its home region, IAM, Organizations and root's
 * sign-in in the partition's global region. That a delegated administrator's calls are recorded in that account, whose
 * bus these rules do not hear, is UNVERIFIED.
 *
 * @param deployingRoles ARNs of the roles whose changes are expected.
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/sso-info-in-cloudtrail.html
 */
export function changes(place: BreakglassPlace, deployingRoles: readonly string[]): Change[] {
  const { homeRegion } = place;
  const worldwide = [...new Set([globalRegion(homeRegion), homeRegion])].sort();
  return [
    {
      name: CHANGE_RULES.identityCenter,
      regions: [homeRegion],
      words: "IAM Identity Center was changed",
      pattern: identityCenterPattern(deployingRoles),
    },
    {
      name: CHANGE_RULES.trust,
      regions: worldwide,
      words: "What IAM trusts of the federation was changed (a SAML provider, or a role of Identity Center's)",
      pattern: trustPattern(place, deployingRoles),
    },
    {
      name: CHANGE_RULES.root,
      regions: worldwide,
      words: "Root signed in or changed something, or somebody took root of an account",
      pattern: rootPattern(deployingRoles),
    },
    {
      name: CHANGE_RULES.organization,
      regions: worldwide,
      words: "The organization's guard was changed (its policies, accounts, administrators, or a trail)",
      pattern: organizationPattern(deployingRoles),
    },
  ];
}

/**
 * A caller that is none of the roles. `anything-but` does not match where the field is missing, as of users and of
 * root: that is an alternative of its own.
 */
function notBy(roles: readonly string[]): object {
  const arns = [...new Set(roles)].sort();
  if (arns.length === 0) return {};
  return { userIdentity: { sessionContext: { sessionIssuer: { arn: [{ "anything-but": arns }, { exists: false }] } } } };
}

/**
 * Names of calls by their ends: those that AWS adds later are heard as well. Reads end so, too, and are left out by
 * `readOnly`.
 */
const ends = (...suffixes: readonly string[]): readonly object[] => suffixes.map((suffix) => ({ suffix }));

/** Calls that change something, by none of the roles, of one of several kinds. */
function callsNotBy(roles: readonly string[], kinds: readonly object[]): EventPattern {
  return { "detail-type": [CALL], detail: { readOnly: [false], ...notBy(roles), $or: kinds } };
}

/**
 * Assignments, permission sets, the instance, attributes, the identity source with its certificates and tokens; and
 * users, groups and memberships that somebody writes beside Entra's provisioning (whose calls are of
 * `identitystore-scim.amazonaws.com`).
 */
function identityCenterPattern(roles: readonly string[]): EventPattern {
  return callsNotBy(roles, [
    {
      // Its sign-ins and tokens have the same source, which is why names are listed.
      eventSource: ["sso.amazonaws.com", "sso-directory.amazonaws.com"],
      eventName: ends(
        "AccountAssignment",
        "PermissionSet",
        "PermissionsPolicy",
        "Profile",
        "AccessControlAttributeConfiguration",
        "TrustedTokenIssuer",
        "Instance",
        "Directory",
        "DirectoryAssociation",
        "SSO",
        "ExternalIdPCertificate",
        "BearerToken",
        "ProvisioningTenant",
      ),
    },
    { eventSource: ["identitystore.amazonaws.com"] },
  ]);
}

/** Identity Center's own service keeps providers and roles in step with every deployment: it is no somebody. */
function trustPattern({ accountId, partition }: BreakglassPlace, roles: readonly string[]): EventPattern {
  const service = `arn:${partition}:iam::${accountId}:role/aws-service-role/sso.amazonaws.com/AWSServiceRoleForSSO`;
  return {
    "detail-type": [CALL],
    detail: {
      eventSource: ["iam.amazonaws.com"],
      readOnly: [false],
      ...notBy([service, ...roles]),
      $or: [
        { eventName: ends("SAMLProvider") },
        { requestParameters: { roleName: [{ prefix: "AWSReservedSSO_" }, { prefix: "AWSServiceRoleForSSO" }] } },
      ],
    },
  };
}

/**
 * Whatever root does, but for reads and for services that act on its behalf; root of a member account, and who may take
 * it.
 */
function rootPattern(roles: readonly string[]): EventPattern {
  return {
    "detail-type": ROOT_TYPES,
    detail: {
      $or: [
        {
          userIdentity: { type: ["Root"], invokedBy: [{ exists: false }] },
          eventType: [{ "anything-but": "AwsServiceEvent" }],
          // Of a sign-in it is not always there.
          readOnly: [false, { exists: false }],
        },
        { eventSource: ["sts.amazonaws.com"], eventName: ["AssumeRoot"] },
        {
          eventSource: ["iam.amazonaws.com"],
          eventName: ends("OrganizationsRootCredentialsManagement", "OrganizationsRootSessions"),
          readOnly: [false],
          ...notBy(roles),
        },
      ],
    },
  };
}

/** Policies, accounts and administrators of the organization, and trails that stop. */
function organizationPattern(roles: readonly string[]): EventPattern {
  return callsNotBy(roles, [
    {
      eventSource: ["organizations.amazonaws.com"],
      eventName: [
        ...ends("Policy", "PolicyType", "DelegatedAdministrator", "AWSServiceAccess"),
        ...["LeaveOrganization", "RemoveAccountFromOrganization", "DeleteOrganization", "MoveAccount", "CloseAccount"],
      ],
    },
    { eventSource: ["cloudtrail.amazonaws.com"], eventName: ["StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors"] },
    { eventSource: ["cloudtrail.amazonaws.com"], eventName: ends("OrganizationDelegatedAdmin") },
  ]);
}
