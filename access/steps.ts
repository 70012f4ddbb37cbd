/**
 * The steps that no public API can do: what to click, with which values, and how `federation verify` learns that it was
 * done. The `nextSteps` output and `federation steps` both ask here. Pure.
 */
import { entityId } from "./identity-center-urls";
import { wholeDays, yearsAfter } from "../contract/clock";
import { consoleDomain } from "../contract/partition";

import type { ConditionalAccessSettings } from "./settings/conditional-access";

/** How a step stands, as far as settings and outputs tell; only `federation verify` sees the clouds. */
export type StepState =
  /** To do now: nothing after it can work. */
  | "now"
  /** To do once the values it needs exist (they come from an earlier step or from `pulumi up`). */
  | "later"
  /** The settings say that it was done; `federation verify` confirms it. */
  | "settled";

/** One value to enter or to copy, exactly as shown. */
export interface StepValue {
  readonly label: string;
  /** Absent: not known yet; `hint` then says where it comes from. Never a secret. */
  readonly value?: string;
  readonly hint?: string;
}

/** One console-only step. */
export interface Step {
  /** Stable id, such as `identity-source`. */
  readonly id: string;
  /** Runbook id, such as `R3.1`. */
  readonly runbook: string;
  readonly title: string;
  readonly state: StepState;
  /** Why it matters, and why the program cannot do it. */
  readonly why: string;
  /** Path through the console. */
  readonly where: string;
  /** What to do there, one click or entry a line. */
  readonly actions: readonly string[];
  readonly values: readonly StepValue[];
  /** How `federation verify` knows that it was done. */
  readonly verifiedBy: string;
}

/** What {@link nextSteps} needs to know; everything that is not known yet is left out. */
export interface StepsInput {
  readonly phase: "connect" | "assign" | "aws";
  readonly homeRegion: string;
  /** False where nothing shows an Identity Center instance yet; true or absent otherwise. */
  readonly instanceFound?: boolean;
  /** `d-` and ten hexadecimal digits. */
  readonly identityStoreId?: string;
  readonly federationMetadataUrl?: string;
  readonly portalUrl?: string;
  /** As in the settings; ids of zeros are placeholders and count as missing. */
  readonly acsUrls: readonly string[];
  readonly scimEndpoint?: string;
  /** Whether the secret `federation:scimToken` is set; absent: not known. */
  readonly scimTokenSet?: boolean;
  /**
   * Whether the provisioning job existed before the stack: Entra keeps its endpoint and token, and `pulumi up` writes
   * neither.
   */
  readonly provisioningAdopted?: boolean;
  /** Day on which the SCIM token ends, `YYYY-MM-DD`. */
  readonly tokenExpires?: string;
  /** Identity Center refuses the token that Entra holds, by Entra's own connection test; absent: not asked. */
  readonly tokenRefused?: boolean;
  /** Today in UTC, `YYYY-MM-DD`, from the injected clock. */
  readonly today: string;
  /** IAM users for emergencies, who need a FIDO2 key each (R7.2); absent or empty: the stack has none. */
  readonly breakglassUsers?: readonly string[];
  /** State of the Conditional Access policies (R6); absent: the stack has none. */
  readonly conditionalAccess?: ConditionalAccessSettings["state"];
}

/** From this many days before its end a SCIM token is to be renewed; AWS sends its first reminder then, too. */
export const tokenRenewalDays = 90;

/** The console-only steps of a stack, in the order in which they are done. */
export function nextSteps(input: StepsInput): Step[] {
  const steps = [enableIdentityCenter(input), identitySource(input), automaticProvisioning(input)];
  if (needsNewToken(input)) steps.push(renewToken(input));
  if (input.conditionalAccess !== undefined) steps.push(prepareConditionalAccess(input.conditionalAccess));
  if ((input.breakglassUsers ?? []).length > 0) steps.push(enrolSecurityKeys(input));
  return steps;
}

/** True for a value that still holds the id of zeros with which the stack files come. */
export function isPlaceholder(value: string): boolean {
  return value.includes("00000000-0000-0000-0000-000000000000");
}

/** A step as plain text of a few lines, as the `nextSteps` output and `federation steps` show it. */
export function formatStep(step: Step): string {
  const mark = { now: "NOW", later: "LATER", settled: "SETTLED" }[step.state];
  return [
    `${mark} ${step.runbook} ${step.title}`,
    `  why: ${step.why}`,
    `  where: ${step.where}`,
    ...step.actions.map((action, index) => `  ${index + 1}. ${action}`),
    ...step.values.map(({ label, value, hint }) => `  ${label}: ${value ?? `(${hint ?? "not known yet"})`}`),
    `  verified by: ${step.verifiedBy}`,
  ].join("\n");
}

/** The steps that wait for a person now, as one short sentence each; empty when nothing does. */
export function openSteps(steps: readonly Step[]): string[] {
  return steps.filter((step) => step.state === "now").map((step) => `${step.runbook} ${step.title}: ${step.where}`);
}

function consoleUrl(homeRegion: string): string {
  return `https://${homeRegion}.${consoleDomain(homeRegion)}/singlesignon/home?region=${homeRegion}`;
}

/** Where Identity Center's settings are in the AWS console. */
export function settingsPageOf(homeRegion: string): string {
  return `AWS console of the management account, ${consoleUrl(homeRegion)} > Settings`;
}

function valueOr(label: string, value: string | undefined, hint: string): StepValue {
  return value === undefined ? { label, hint } : { label, value };
}

function enableIdentityCenter(input: StepsInput): Step {
  return {
    id: "enable-identity-center",
    runbook: "R1.1",
    title: "Enable IAM Identity Center",
    state: input.instanceFound === false ? "now" : "settled",
    why: "Permission sets exist only in an organization instance, and AWS lets only the console of the management account enable one; its region can never change.",
    where: `AWS console of the management account, ${consoleUrl(input.homeRegion)}`,
    actions: [`Choose the region ${input.homeRegion}.`, "Choose Enable, then Enable with AWS Organizations."],
    values: [{ label: "Home region (federation:homeRegion)", value: input.homeRegion }],
    verifiedBy: "R1.1 and R1.2: ListInstances in the home region finds exactly one instance.",
  };
}

function acsUrlsMissing({ acsUrls }: StepsInput): boolean {
  return acsUrls.length === 0 || acsUrls.some(isPlaceholder);
}

function identitySource(input: StepsInput): Step {
  const acs = input.acsUrls.filter((url) => !isPlaceholder(url));
  return {
    id: "identity-source",
    runbook: "R3.1",
    title: "Change the identity source to the external identity provider",
    state: input.instanceFound === false ? "later" : acsUrlsMissing(input) || input.phase === "connect" ? "now" : "settled",
    why: "Sign-ins reach Entra only when Identity Center trusts its metadata; AWS has no public API to set the identity source.",
    where: `${settingsPageOf(input.homeRegion)} > Identity source > Actions > Change identity source > External identity provider`,
    actions: [
      "Copy the IAM Identity Center Assertion Consumer Service (ACS) URL, the IPv4 one first, into federation:identityCenter.acsUrls.",
      "Save the Federation Metadata XML with `federation fetch-metadata` and upload it as IdP SAML metadata.",
      "Review the change, type ACCEPT, choose Change identity source.",
      "Run `pulumi up` again, so that the enterprise application gets the ACS URLs.",
    ],
    values: [
      valueOr("Federation Metadata XML", input.federationMetadataUrl, "stack output federationMetadataUrl, after the first `pulumi up`"),
      valueOr(
        "Issuer of Identity Center (Entity ID)",
        input.identityStoreId && entityId(input.homeRegion, input.identityStoreId),
        "known once Identity Center is enabled",
      ),
      valueOr("Access portal (Sign-on URL)", input.portalUrl, "known once Identity Center is enabled"),
      ...(acs.length === 0
        ? [{ label: "ACS URL (federation:identityCenter.acsUrls)", hint: "shown on that console page; it cannot be derived" }]
        : acs.map((value) => ({ label: "ACS URL (federation:identityCenter.acsUrls)", value }))),
    ],
    verifiedBy:
      "R3.1: CloudTrail event CreateExternalIdPConfigurationForDirectory within the last 90 days; an older change cannot be seen from outside and is reported as such.",
  };
}

function provisioningMissing(input: StepsInput): boolean {
  if (input.provisioningAdopted === true) return false;
  return input.scimEndpoint === undefined || isPlaceholder(input.scimEndpoint) || input.scimTokenSet === false;
}

function automaticProvisioning(input: StepsInput): Step {
  const endpoint = input.scimEndpoint !== undefined && !isPlaceholder(input.scimEndpoint) ? input.scimEndpoint : undefined;
  return {
    id: "automatic-provisioning",
    runbook: "R4.1",
    title: "Enable automatic provisioning and keep its endpoint and token",
    state: !provisioningMissing(input) ? "settled" : input.instanceFound === false || acsUrlsMissing(input) ? "later" : "now",
    why: "Entra writes users and groups through SCIM; AWS shows endpoint and token in the console only, the token once.",
    where: `${settingsPageOf(input.homeRegion)} > Automatic provisioning > Enable`,
    actions: [
      "Copy the SCIM endpoint into federation:provisioning.scimEndpoint.",
      "Store the access token without showing it: `pulumi config set --secret federation:scimToken` (it reads the value from the terminal).",
      "Write the day on which the token ends, one year from today, into federation:provisioning.tokenExpires.",
      "Set federation:phase to assign and run `pulumi up`.",
    ],
    values: [
      valueOr("SCIM endpoint (federation:provisioning.scimEndpoint)", endpoint, "shown in that dialogue; it cannot be derived"),
      valueOr(
        "Token ends (federation:provisioning.tokenExpires)",
        input.tokenExpires,
        `a token made today ends on ${yearsAfter(input.today, 1)}`,
      ),
    ],
    verifiedBy:
      "R4.1 and R4.2: the provisioning job holds the endpoint, Entra's own connection test succeeds, and groups arrive in Identity Center.",
  };
}

/** Days from `today` until `day`, both `YYYY-MM-DD`; negative when past. */
export function daysUntil(day: string, today: string): number {
  return wholeDays(new Date(`${today}T00:00:00Z`), new Date(`${day}T00:00:00Z`));
}

function needsNewToken(input: StepsInput): boolean {
  if (provisioningMissing(input)) return false;
  return (
    input.tokenRefused === true || (input.tokenExpires !== undefined && daysUntil(input.tokenExpires, input.today) <= tokenRenewalDays)
  );
}

/** Without it `pulumi up` would leave the old token in Entra. */
export const TAKE_ADOPTED_OUT =
  "Take `adopted` out of federation:provisioning and write its scimEndpoint: until then `pulumi up` leaves the credentials in Entra as they are (docs/adopt.md).";

function renewToken(input: StepsInput): Step {
  const days = daysUntil(input.tokenExpires ?? input.today, input.today);
  const ends =
    input.tokenRefused === true && days >= 0
      ? "Identity Center refuses before its known end: it was deleted there, or Entra holds another"
      : days < 0
        ? `ended ${-days} days ago`
        : days === 0
          ? "ends today"
          : `ends in ${days} days`;
  return {
    id: "renew-scim-token",
    runbook: "R4.1",
    title: `Renew the SCIM token, which ${ends}`,
    state: "now",
    why: "With an ended token provisioning stops: leavers keep their access and joiners get none. Only the console makes tokens, at most two at a time.",
    where: `${settingsPageOf(input.homeRegion)} > Automatic provisioning > View details > Access tokens > Generate token`,
    actions: [
      "Generate a second token; leave the old one in place.",
      "Store it: `pulumi config set --secret federation:scimToken`, and its end in federation:provisioning.tokenExpires.",
      ...(input.provisioningAdopted === true ? [TAKE_ADOPTED_OUT] : []),
      "Run `pulumi up`, then `federation verify`; where it finds provisioning in quarantine, `federation repair` restarts it.",
      "Delete the old token on the same page, if it is still there. `federation rotate scim-token` looks after each of these steps.",
    ],
    values: [
      valueOr("Old token ends (federation:provisioning.tokenExpires)", input.tokenExpires, "not set"),
      { label: "A token made today ends on", value: yearsAfter(input.today, 1) },
    ],
    verifiedBy: "R4.1: federation:provisioning.tokenExpires lies more than 90 days ahead; R4.2: Entra's own connection test succeeds.",
  };
}

function prepareConditionalAccess(state: ConditionalAccessSettings["state"]): Step {
  return {
    id: "conditional-access-preconditions",
    runbook: "R6.1",
    title: "Prepare the tenant for Conditional Access",
    state: state === "enabled" ? "settled" : "now",
    why: "Entra takes Conditional Access policies only with Entra ID P1 or P2, and enables them only once its security defaults are off; who buys licences and turns defaults off is a decision for the whole tenant.",
    where: "Entra admin center > Identity > Overview > Properties > Manage security defaults; licences: Billing > Licenses",
    actions: [
      "Have an Entra ID P1 licence for everybody who signs in; compliant devices need Intune as well.",
      "Fill the emergency-access group with two cloud-only accounts that have a FIDO2 key each.",
      "Just before federation:conditionalAccess.state becomes enabled, turn security defaults off.",
    ],
    values: [{ label: "State (federation:conditionalAccess.state)", value: state }],
    verifiedBy:
      "`pulumi up`: Entra refuses any policy without the licence, and an enabled one while security defaults are on; both errors come from Entra, before a policy holds anybody.",
  };
}

function enrolSecurityKeys(input: StepsInput): Step {
  const users = input.breakglassUsers ?? [];
  return {
    id: "enrol-security-keys",
    runbook: "R7.2",
    title: "Enrol a FIDO2 security key for each breakglass user",
    state: "settled",
    why: "A breakglass password alone is one leak away from AdministratorAccess; AWS enrols FIDO2 keys in the console only.",
    where:
      "AWS console, signed in as the breakglass user > Security credentials > Multi-factor authentication > Assign MFA device > Passkey or security key",
    actions: [
      "Sign in with the password from the vault.",
      "Enrol the key that lies beside it in the vault; name it after the vault's label.",
      "Sign out and seal the envelope.",
    ],
    values: users.map((user) => ({ label: "IAM user", value: user })),
    verifiedBy: "R7.2: ListMFADevices shows a device of the form arn:…:u2f/… for each of these users.",
  };
}
