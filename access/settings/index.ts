/**
 * The settings of a stack, parsed once into types that cannot hold a wrong value.
 */
import * as z from "zod";
import { UUID } from "../../contract/identifiers";
import { dayOf, type Clock } from "../../contract/clock";
import { MICROSOFT_CLOUD_NAMES, type MicrosoftCloudName } from "../microsoft-cloud";
import type { PermissionSetDefinition, Problem } from "../model";
import { partitionOf, REGION, type Partition } from "../../contract/partition";
import { configPath, distinctProblems, inOrderOf, missing, mistake, wrong } from "../problems";
import { ACCESS_REMEDY, type AccessEntry, parseAccessList, repeatedEntries } from "./access";
import { type PlacedSelector } from "./account-selector";
import { alarmsProblems, alarmsSchema, type AlarmsSettings } from "./alarms";
import { breakglassProblems, breakglassSchema, type BreakglassSettings } from "./breakglass";
import { conditionalAccessProblems, conditionalAccessSchema, type ConditionalAccessSettings } from "./conditional-access";
import { drillsProblems, drillsSchema, type DrillsSettings } from "./drills";
import { enterpriseAppProblems, enterpriseAppSchema, type EnterpriseAppSettings } from "./enterprise-app";
import { documented, oneOfSchema, textSchema, toProblems, unknownSetting } from "./fields";
import { inOneSpelling } from "./group";
import { identityCenterProblems, identityCenterSchema, type IdentityCenterSettings } from "./identity-center";
import { parsePermissionSets, unknownSetProblems } from "./permission-set-list";
import { parseProductionAccounts } from "./production-accounts";
import { provisioningProblems, provisioningSchema, type ProvisioningSettings } from "./provisioning";
import { type ReportSettings, reportSettingsSchema } from "./report";
import { type SentinelSettings, sentinelSettings, siemProblems, siemSchema, type SiemSettings } from "./siem";
import { declaredNames, unmanagedEntries, unmanagedProblems, unmanagedSchema, type UnmanagedEntry } from "./unmanaged";
import { stacksSchema, type StacksSettings } from "./stacks";

/** What meets the organization: the part of the settings that {@link planAccess} needs. */
export interface AccessSettings {
  /** Accounts that count as production. */
  readonly productionAccounts: readonly PlacedSelector[];
  /** Own sets, configured archetypes, and archetypes that need no configuration; sorted by name. */
  readonly permissionSets: readonly PermissionSetDefinition[];
  /** The entries of the access list that give something today, in the order of the settings. */
  readonly access: readonly AccessEntry[];
  /** Those that have ended or begin later: they give nothing, and name nobody who must exist. */
  readonly outOfTime: readonly AccessEntry[];
  /** What is left alone, in the order of the settings. */
  readonly unmanaged?: readonly UnmanagedEntry[];
}

/** What the settings say in every phase. */
export interface CommonSettings extends AccessSettings {
  /** Decides how strict the policy pack is; never inferred from the stack's name. */
  readonly stage: "development" | "production";
  /** Region of Identity Center, which can never change (R1.2). */
  readonly homeRegion: string;
  /** Partition of the home region. */
  readonly partition: Partition;
  /** Entra directory id, lower case. */
  readonly tenantId: string;
  readonly microsoftCloud: MicrosoftCloudName;
  /** Whether a return to phase `connect` is meant although account assignments exist, which it deletes. */
  readonly confirmReturnToConnect: boolean;
  readonly enterpriseApp: EnterpriseAppSettings;
  readonly conditionalAccess?: ConditionalAccessSettings;
  readonly breakglass?: BreakglassSettings;
  readonly alarms?: AlarmsSettings;
  readonly drills?: DrillsSettings;
  readonly siem?: SiemSettings;
  /** Sentinel's part of `siem`, with what it calls itself in the tenant's cloud. */
  readonly sentinel?: SentinelSettings;
  readonly report?: ReportSettings;
  readonly stacks?: StacksSettings;
}

/**
 * Settings in phase `connect`, where what only the AWS console tells may be missing, and in phase `aws`, where Entra
 * has no part.
 */
export interface ConnectSettings extends CommonSettings {
  readonly phase: "connect" | "aws";
  readonly identityCenter: IdentityCenterSettings;
  readonly provisioning: ProvisioningSettings;
}

/** Settings in phase `assign`: everything is there. */
export interface AssignSettings extends CommonSettings {
  readonly phase: "assign";
  readonly identityCenter: IdentityCenterSettings & { readonly acsUrls: readonly string[] };
  readonly provisioning: ProvisioningSettings &
    ({ readonly scimEndpoint: string; readonly tokenExpires: string } | { readonly adopted: true });
}

/** The settings of a stack. `phase` tells which values are certainly there. */
export type Settings = ConnectSettings | AssignSettings;

/** What became of the raw settings. */
export interface Parsed {
  /** There if and only if nothing was wrong. */
  readonly settings?: Settings;
  /** There where nothing was wrong but that days have passed. */
  readonly aged?: Settings;
  /** The entries that are right, so that mistakes that only the organization shows are reported in the same run. */
  readonly partial: AccessSettings;
  /** There where it is right by itself, for the same reason. */
  readonly homeRegion?: string;
  readonly problems: Problem[];
}

/** Schemas of the keys under `federation:`; docs/settings.md is made of them. */
export const SETTINGS_SCHEMAS = {
  stage: documented(oneOfSchema(["development", "production"]), {
    about: "Decides how strict the policy pack is; never inferred from the stack's name.",
  }),
  phase: documented(oneOfSchema(["connect", "assign", "aws"]), {
    about:
      "connect: enterprise app, SAML and permission sets, before the AWS console has given its values; assign: everything, up to the account assignments; aws: permission sets and account assignments alone, to the groups that Identity Center has, for what was adopted before Entra (docs/adopt.md).",
  }),
  homeRegion: documented(textSchema("write the region in which Identity Center was enabled, such as eu-west-1", REGION), {
    about: "Region in which Identity Center was enabled. It can never change.",
    limits: "an AWS region",
  }),
  tenantId: documented(
    textSchema("write the Entra directory (tenant) id, a UUID such as 22222222-2222-2222-2222-222222222222", UUID).toLowerCase(),
    {
      about: "Entra directory (tenant) id.",
      limits: "a UUID",
    },
  ),
  microsoftCloud: documented(oneOfSchema(MICROSOFT_CLOUD_NAMES), {
    about: "Microsoft's cloud in which the tenant is; the azuread provider needs the same as `azuread:environment`.",
  }).default("global"),
  confirmReturnToConnect: documented(
    // A plain value of the stack configuration is always text.
    z
      .union([z.boolean(), z.enum(["true", "false"])], { error: "write true or false" })
      .transform((value) => value === true || value === "true")
      .default(false),
    { about: "true to go back to phase `connect` although account assignments exist: they are deleted.", type: "true or false" },
  ),
  identityCenter: identityCenterSchema.prefault({}),
  enterpriseApp: enterpriseAppSchema,
  provisioning: provisioningSchema.prefault({}),
  conditionalAccess: conditionalAccessSchema.exactOptional(),
  breakglass: breakglassSchema.exactOptional(),
  alarms: alarmsSchema.exactOptional(),
  drills: drillsSchema.exactOptional(),
  siem: siemSchema.exactOptional(),
  report: reportSettingsSchema.exactOptional(),
  unmanaged: unmanagedSchema,
  stacks: stacksSchema.exactOptional(),
};

/** Keys that are parsed entry by entry rather than as a whole. */
export const LIST_KEYS = ["productionAccounts", "permissionSets", "access"] as const;

type Sections = { readonly [Key in keyof typeof SETTINGS_SCHEMAS]: z.output<(typeof SETTINGS_SCHEMAS)[Key]> | undefined };

/**
 * Parses the settings of a stack.
 *
 * @param raw The configuration under `federation:` by key without namespace, structured values as objects; secrets left
 * out.
 * @param clock What certificate and token ends are held against.
 * @returns The settings, or every mistake at once; and in both cases the entries that are right.
 */
export function parseSettings(raw: Record<string, unknown>, clock: Clock): Parsed {
  const { sections, problems: misfits } = parseSections(raw);
  const partition = partitionOf(sections.homeRegion ?? "");

  const sets = parsePermissionSets(raw["permissionSets"], partition);
  const list = parseAccessList(raw["access"], dayOf(clock.now()));
  const entries = inOneSpelling(list.entries);
  const access = entries.filter(({ state }) => state === "now");
  const outOfTime = entries.filter(({ state }) => state !== "now");
  const production = parseProductionAccounts(raw["productionAccounts"], sections.stage);
  const problems = [
    ...[...unknownKeys(raw), ...misfits, ...list.problems, ...production.problems],
    ...[...sets.problems, ...unknownSetProblems(entries, sets), ...repeatedEntries(entries)],
    ...[...sectionProblems(raw, sections, clock), ...phaseProblems(sections, access, raw["access"])],
  ];
  const unmanaged = unmanagedEntries(sections.unmanaged ?? [], dayOf(clock.now()));
  const partial: AccessSettings = {
    productionAccounts: production.selectors,
    permissionSets: sets.definitions,
    access,
    outOfTime,
    unmanaged,
  };
  const found = distinctProblems(problems).sort(inOrderOf(Object.keys(raw)));
  const homeRegion = sections.homeRegion === undefined ? {} : { homeRegion: sections.homeRegion };
  // Without another problem every needed section is there, in the shape that its phase asks for.
  const sentinel = sentinelSettings(sections.siem, sections.microsoftCloud);
  const whole = { ...withoutUndefined(sections), ...(sentinel === undefined ? {} : { sentinel }), partition, ...partial } as Settings;
  if (found.length === 0) return { settings: whole, aged: whole, partial, ...homeRegion, problems: [] };
  return { ...(found.every((problem) => problem.passed) ? { aged: whole } : {}), partial, ...homeRegion, problems: found };
}

/** The problem of a SCIM token that stands in the stack file in plain text. */
export function plainTokenProblem(): Problem {
  return mistake(
    "federation:scimToken",
    "is there in plain text",
    "run `pulumi config set --secret federation:scimToken`, and replace the token in the AWS console, as it is disclosed",
  );
}

/**
 * The problem of an encrypted setting that is not one of the secrets: reviewers could not read it. What is no setting
 * at all may well be a secret under a wrong name, so that nobody is told to write it in plain text.
 */
export function encryptedProblem(key: string, secrets: readonly string[]): Problem {
  const path = configPath([key]);
  return KNOWN_KEYS.includes(key)
    ? mistake(
        path,
        "is encrypted, but it is no secret",
        `set it in plain text, so that reviewers can read it (secrets are: ${secrets.join(", ")})`,
      )
    : { path, ...unknownSetting(key, secrets) };
}

const KNOWN_KEYS: readonly string[] = [...Object.keys(SETTINGS_SCHEMAS), ...LIST_KEYS];

function unknownKeys(raw: Record<string, unknown>): Problem[] {
  return Object.keys(raw).flatMap((key) => {
    if (KNOWN_KEYS.includes(key)) return [];
    if (key === "scimToken") return [plainTokenProblem()];
    return [{ path: configPath([key]), ...unknownSetting(key, KNOWN_KEYS, "docs/settings.md lists them all") }];
  });
}

function parseSections(raw: Record<string, unknown>): { readonly sections: Sections; readonly problems: Problem[] } {
  const parsed = Object.entries(SETTINGS_SCHEMAS).map(([key, schema]) => {
    const { success, data, error } = schema.safeParse(raw[key]);
    if (success) return { key, value: data as unknown, problems: [] };
    const leftOut = raw[key] === undefined && key in OPTIONAL;
    return { key, value: undefined, problems: leftOut ? [] : toProblems(error, [key], raw[key]) };
  });
  return {
    sections: Object.fromEntries(parsed.map(({ key, value }) => [key, value])) as Sections,
    problems: parsed.flatMap(({ problems }) => problems),
  };
}

const OPTIONAL = { conditionalAccess: true, breakglass: true, alarms: true, drills: true, siem: true, report: true, stacks: true };

function sectionProblems(raw: Record<string, unknown>, sections: Sections, clock: Clock): Problem[] {
  const { homeRegion, identityCenter, enterpriseApp, provisioning, conditionalAccess, breakglass, alarms, drills, siem } = sections;
  const isWritten = (key: string): boolean => raw[key] !== undefined;
  const alarmsAreKnown = !isWritten("alarms") || alarms !== undefined;
  return [
    ...(identityCenter === undefined || homeRegion === undefined ? [] : identityCenterProblems(identityCenter, homeRegion)),
    ...(enterpriseApp === undefined ? [] : enterpriseAppProblems(enterpriseApp, clock)),
    ...(provisioning === undefined ? [] : provisioningProblems(provisioning, homeRegion, clock)),
    ...(conditionalAccess === undefined ? [] : conditionalAccessProblems(conditionalAccess, clock)),
    ...(breakglass === undefined ? [] : breakglassProblems(breakglass)),
    ...(alarms === undefined ? [] : alarmsProblems(alarms)),
    ...(drills === undefined ? [] : drillsProblems(drills, breakglass, !isWritten("breakglass") || breakglass !== undefined, clock)),
    ...unmanagedProblems(sections.unmanaged ?? [], declaredNames(sections)),
    ...(siem === undefined ? [] : siemProblems(siem, alarms, alarmsAreKnown, sections.microsoftCloud)),
    ...(breakglass !== undefined && !isWritten("alarms")
      ? [
          missing(
            "federation:alarms",
            "breakglass users need an alarm on every use; write its subscribers, such as {subscribers: [{email: security@example.com}]}",
          ),
        ]
      : []),
  ];
}

/** In phase `assign`, one sentence that names everything that only the AWS console tells and that is not there yet. */
function phaseProblems({ phase, identityCenter, provisioning }: Sections, access: readonly AccessEntry[], rawAccess: unknown): Problem[] {
  if (phase !== "assign") return [];
  // Of an adopted job Entra holds endpoint and token.
  const writes = provisioning !== undefined && provisioning.adopted !== true;
  const absent = [
    ...(identityCenter !== undefined && identityCenter.acsUrls === undefined ? ["federation:identityCenter.acsUrls"] : []),
    ...(writes && provisioning.scimEndpoint === undefined ? ["federation:provisioning.scimEndpoint"] : []),
    ...(writes && provisioning.tokenExpires === undefined ? ["federation:provisioning.tokenExpires"] : []),
  ];
  const problems: Problem[] = [];
  if (absent.length > 0) {
    const many = absent.length > 1;
    problems.push({
      path: absent[0]!,
      subject: absent.join(", "),
      fault: `${many ? "are" : "is"} missing, and phase assign needs ${many ? "them" : "it"}`,
      remedy:
        `copy ${many ? "them" : "it"} from the AWS console ` +
        "(IAM Identity Center > Settings, Authentication for the ACS URLs, Automatic provisioning for the SCIM endpoint and its token), or write phase connect until then",
    });
  }
  if (access.length === 0 && Array.isArray(rawAccess) && rawAccess.length === 0) {
    problems.push(wrong("federation:access", rawAccess, `phase assign would take all access away; ${ACCESS_REMEDY}`));
  }
  return problems;
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Partial<T>;
}
