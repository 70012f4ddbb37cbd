/** The least IAM policy with which a deployment, a preview or the reading commands work on a stack. Pure. */
import { REMINDER } from "../breakglass/drill-reminder";
import { SENTINEL_ROLE } from "../siem";
import { trailOf, WATCH } from "../breakglass/watch";
import { partitionOf } from "../../contract/partition";
import type { Settings } from "../settings";
import { ADOPT_READS, COMMAND_READS, MANAGEMENT_ACCOUNT_ROLES, PROGRAM_LOOKUPS } from "./calls";
import { RESOURCE_TYPES } from "./resource-types";
import type { Part, TypeActions } from "./types/actions";

/** What somebody wants to do. `verify` stands for every command that only reads. */
export const PURPOSES = ["deploy", "preview", "verify"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** A statement of an identity policy. */
export interface PermissionStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Parts of the program that a stack's settings register. */
export function partsOf({ breakglass, alarms, siem, enterpriseApp }: Settings): ReadonlySet<Part> {
  return new Set<Part>([
    "access",
    ...(Object.keys(enterpriseApp.sessionAttributes).length > 0 ? (["attributes"] as const) : []),
    ...(breakglass === undefined ? [] : (["breakglass"] as const)),
    ...(alarms === undefined ? [] : (["alarms"] as const)),
    ...(alarms !== undefined && alarms.trail.existing === undefined ? (["own trail"] as const) : []),
    ...(siem === undefined ? [] : (["siem"] as const)),
  ]);
}

/** Every action of a purpose, sorted. */
export function actionsFor(purpose: Purpose, settings: Settings): string[] {
  const parts = partsOf(settings);
  const among = (list: readonly (readonly [Part, readonly string[]])[]): string[] =>
    list.flatMap(([part, actions]) => (parts.has(part) ? actions : []));
  const kinds: readonly (keyof TypeActions)[] = purpose === "deploy" ? ["make", "read", "change", "remove"] : ["read"];
  const registered = Object.values(RESOURCE_TYPES).filter((type) => type.parts.some((part) => parts.has(part)));
  const resources = purpose === "verify" ? [] : registered.flatMap((type) => kinds.flatMap((kind) => type[kind]));
  const reads = purpose === "verify" ? among(COMMAND_READS) : among(PROGRAM_LOOKUPS);
  return [...new Set([...resources, ...reads])].sort();
}

/**
 * The policy document, with statements by service; what makes identities or passes roles is held to the names that the
 * program gives.
 *
 * @param accountId The management account, where it is known; else every account, which in that account comes to the
 * same.
 */
export function policyFor(
  purpose: Purpose,
  settings: Settings,
  accountId = "*",
): { readonly Version: string; readonly Statement: PermissionStatement[] } {
  const partition = partitionOf(settings.homeRegion);
  const actions = actionsFor(purpose, settings);
  const iam = (kind: string, ...names: string[]): string[] => names.map((name) => `arn:${partition}:iam::${accountId}:${kind}/${name}`);
  const isWrite = (action: string): boolean => action.startsWith("iam:") && !/^iam:(Get|List)/.test(action);
  const writes = actions.filter(isWrite);
  const users = iam("user", ...(settings.breakglass?.users ?? []).map(({ name }) => `*${name}`));
  const roles = iam("role", ...roleNames(settings));
  const byResource: readonly (readonly [string, RegExp, readonly string[]])[] = [
    ["PassRole", /:PassRole$/, roles],
    ["IamRoles", /Role(Description|Policy|s)?$|AssumeRolePolicy$/, roles],
    ["IamUsers", /User|LoginProfile|AccessKey|MFADevice|SSHPublicKey|SigningCertificate|ServiceSpecific/, [...users, ...iam("mfa", "*")]],
    ["IamOidc", /OpenIDConnect/, iam("oidc-provider", "sts.windows.net/*", "*")],
    ["IamAccount", /AccountPasswordPolicy$/, ["*"]],
    ["IamPolicies", /Policy/, iam("policy", `*${WATCH.guardPolicy}`)],
  ];
  const statements: PermissionStatement[] = [];
  const rest = new Set(writes);
  for (const [Sid, pattern, Resource] of byResource) {
    const Action = [...rest].filter((action) => pattern.test(action));
    for (const action of Action) rest.delete(action);
    if (Action.length === 0) continue;
    const passed = Sid === "PassRole" ? { Condition: { StringEquals: { "iam:PassedToService": PASSED_TO } } } : {};
    statements.push({ Sid, Effect: "Allow", Action, Resource, ...passed });
  }
  if (rest.size > 0) statements.push({ Sid: "IamOther", Effect: "Allow", Action: [...rest].sort(), Resource: ["*"] });
  statements.push(...everywhere(actions.filter((action) => !isWrite(action))));
  if (purpose === "deploy" && grantsInManagementAccount(settings)) {
    statements.push(
      {
        Sid: "RolesOfIdentityCenterInTheManagementAccount",
        Effect: "Allow",
        Action: MANAGEMENT_ACCOUNT_ROLES.roles,
        Resource: iam("role", "aws-reserved/sso.amazonaws.com/*"),
      },
      {
        Sid: "SamlProviderOfIdentityCenterInTheManagementAccount",
        Effect: "Allow",
        Action: MANAGEMENT_ACCOUNT_ROLES.providers,
        Resource: iam("saml-provider", "AWSSSO_*"),
      },
    );
  }
  return { Version: "2012-10-17", Statement: statements };
}

/** The policy for `federation adopt`, which knows no settings yet. */
export function adoptionPolicy(): { readonly Version: string; readonly Statement: PermissionStatement[] } {
  return { Version: "2012-10-17", Statement: everywhere([...ADOPT_READS].sort()) };
}

/** On every resource, a statement a service. */
function everywhere(actions: readonly string[]): PermissionStatement[] {
  return byService(actions).map(([service, Action]) => ({
    Sid: `${service.charAt(0).toUpperCase()}${service.slice(1)}`,
    Effect: "Allow",
    Action,
    Resource: ["*"],
  }));
}

const PASSED_TO = ["cloudtrail.amazonaws.com", "events.amazonaws.com", "scheduler.amazonaws.com"];

/** Names of the roles that the program makes. */
function roleNames({ alarms, siem, homeRegion }: Settings): string[] {
  if (alarms === undefined) return [];
  const trail = trailOf(alarms.trail, { accountId: "*", partition: partitionOf(homeRegion), homeRegion });
  return [
    ...(trail.role === undefined ? [] : [trail.role]),
    WATCH.forwarder,
    REMINDER,
    ...(siem?.sentinel === undefined ? [] : [SENTINEL_ROLE]),
  ];
}

/**
 * Whether an entry of the access list can mean the management account: only the organization tells which account that
 * is.
 */
function grantsInManagementAccount({ access, outOfTime }: Settings): boolean {
  return access.length + outOfTime.length > 0;
}

function byService(actions: readonly string[]): [string, string[]][] {
  const services = new Map<string, string[]>();
  for (const action of actions) {
    const [service = ""] = action.split(":");
    services.set(service, [...(services.get(service) ?? []), action]);
  }
  return [...services];
}
