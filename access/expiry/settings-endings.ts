/** What ends by the settings alone: no cloud has to be read for it. Pure. */
import { capitalized } from "../words";
import { firstDayOf } from "../breakglass/rotation";
import { dayOf, daysAfter } from "../../contract/clock";
import type { Settings } from "../settings";
import type { Ending } from "./calendar";

/** Below this many days a certificate wants a successor: both clouds have to be changed in time. */
export const CERTIFICATE_WARN_DAYS = 60;

/** Below this many days the SCIM token's renewal is overdue. */
export const TOKEN_WARN_DAYS = 30;

/** Days between two drills where the settings say nothing: a quarter. */
export const DRILL_INTERVAL_DAYS = 92;

const ROTATE_CERTIFICATE = "run `federation rotate certificate`, which walks through the rotation";

/** Everything that the settings date; what needs the custodians' keys, see {@link custodianEnding}. */
export function settingsEndings(settings: Settings, today: string): Ending[] {
  return [
    ...settings.enterpriseApp.signingCertificates.flatMap((certificate) => certificateEndings(certificate, settings)),
    ...tokenEnding(settings),
    ...accessEndings(settings),
    ...reportOnlyEnding(settings),
    ...unmanagedEndings(settings),
    ...drillEndings(settings, today),
  ];
}

/** A slot's certificate, and AWS's copy of it. */
function certificateEndings({ slot, endDate }: { readonly slot: string; readonly endDate: string }, settings: Settings): Ending[] {
  const ends = endDate.slice(0, 10);
  const successor = settings.enterpriseApp.signingCertificates.some((other) => other.endDate > endDate);
  const instead = successor
    ? `once \`federation rotate certificate\` is past the activation, remove slot ${slot} from federation:enterpriseApp.signingCertificates`
    : ROTATE_CERTIFICATE;
  return [
    {
      id: `saml-certificate-${slot}`,
      what: `SAML signing certificate of slot ${slot} in Entra`,
      ends,
      remedy: sentence(instead),
      warnDays: CERTIFICATE_WARN_DAYS,
    },
    {
      id: `saml-certificate-${slot}-aws`,
      what: `AWS's copy of the SAML certificate of slot ${slot} (AWS has no API that shows it)`,
      ends,
      remedy: successor
        ? `Once the newer one signs, delete it under IAM Identity Center > Settings > Identity source > Actions > Manage authentication > Manage SAML 2.0 certificates.`
        : sentence(
            `${ROTATE_CERTIFICATE}; the new one is imported under IAM Identity Center > Settings > Identity source > Actions > Manage authentication > Manage SAML 2.0 certificates before Entra signs with it`,
          ),
      warnDays: CERTIFICATE_WARN_DAYS,
    },
  ];
}

function tokenEnding({ provisioning: { tokenExpires } }: Settings): Ending[] {
  if (tokenExpires === undefined) return [];
  return [
    {
      id: "scim-token",
      what: "SCIM token of provisioning",
      ends: tokenExpires,
      remedy: "Run `federation rotate scim-token`, which walks through the renewal: where to make a second token, and what to write.",
      warnDays: TOKEN_WARN_DAYS,
    },
  ];
}

function accessEndings({ access, outOfTime }: Settings): Ending[] {
  return [...access, ...outOfTime].flatMap(({ setting, group, permissionSets, period, state }) => {
    if (period?.until === undefined) return [];
    const sets = permissionSets.map(({ name }) => name).join(", ");
    const because = period.reason === undefined ? "" : ` (${period.reason})`;
    return [
      {
        id: `access-${setting.replace(/\D/g, "")}`,
        what: `Access of ${group} to ${sets}, ${setting}${because}`,
        ends: period.until,
        remedy:
          state === "ended"
            ? `Run \`pulumi up\`, which takes it away, and remove ${setting}.`
            : `If it is still needed, write a later day into ${setting}.until; else run \`pulumi up\` after that day, which takes it away.`,
        warnDays: 7,
      },
    ];
  });
}

function reportOnlyEnding({ conditionalAccess }: Settings): Ending[] {
  if (conditionalAccess?.reportOnlyUntil === undefined) return [];
  return [
    {
      id: "conditional-access-report-only",
      what: "Conditional Access is report-only (exempt from enforcement)",
      ends: conditionalAccess.reportOnlyUntil,
      remedy: "Look at what would have been blocked (docs/conditional-access.md), then set federation:conditionalAccess.state to enabled.",
      warnDays: 7,
    },
  ];
}

/** What is left alone until a day. */
function unmanagedEndings({ unmanaged = [] }: Settings): Ending[] {
  return unmanaged.flatMap(({ setting, until, reason, state }) =>
    until === undefined
      ? []
      : [
          {
            id: `unmanaged-${setting.replace(/\D/g, "")}`,
            what: `What ${setting} leaves alone (${reason})`,
            ends: until,
            remedy:
              state === "ended"
                ? `It is a finding again: settle it and remove ${setting}, or write a later day into ${setting}.until.`
                : `Settle it and remove ${setting}, or write a later day into ${setting}.until; after that day it is a finding again.`,
            warnDays: 14,
          },
        ],
  );
}

/** When each breakglass user is to be drilled; a user who never was is due today. */
function drillEndings({ breakglass, drills }: Settings, today: string): Ending[] {
  const interval = drills?.intervalDays ?? DRILL_INTERVAL_DAYS;
  return (breakglass?.users ?? []).map(({ name }) => {
    const last = drills?.lastDrills[name];
    return {
      id: `drill-${name}`,
      what: last === undefined ? `Drill of ${name}, of which the settings have none` : `Drill of ${name}, last on ${last}`,
      ends: last === undefined ? today : daysAfter(last, interval),
      remedy: `Run \`federation drill --user ${name}\` and write its day into federation:drills.lastDrills.`,
      warnDays: 14,
    };
  });
}

/** The end of a custodian's key: what is encrypted to it afterwards is refused. */
export function custodianEnding(user: string, custodian: string, ends: Date): Ending {
  return {
    id: `custodian-key-${user}`,
    what: `PGP key of ${custodian}, custodian of ${user}`,
    ends: dayOf(ends),
    remedy: `Let ${custodian} extend the key, and write it anew (\`gpg --armor --export\`); \`pulumi up\` refuses one that has ended.`,
    warnDays: 30,
  };
}

/**
 * Most days that a breakglass user's credentials are to live: each drill is the moment to rotate, and none is skipped
 * twice.
 */
export function credentialDays({ drills }: Pick<Settings, "drills">): number {
  return 2 * (drills?.intervalDays ?? DRILL_INTERVAL_DAYS);
}

/**
 * When a breakglass user's credential is to be rotated.
 *
 * @param made Day on which it was made; where AWS was not read, the first of its generation's quarter.
 */
export function credentialEnding(settings: Settings, user: string, what: string, made: string): Ending {
  return {
    id: `credential-${user}-${what.replace(/\W+/g, "-")}`,
    what: `${capitalized(what)} of ${user}, made ${made}`,
    ends: daysAfter(made, credentialDays(settings)),
    remedy: `Write a new generation for ${user} and rotate, one user at a time (docs/breakglass.md).`,
    warnDays: 14,
  };
}

/** The credentials as the settings date them: by generation. */
export function generationEndings(settings: Settings): Ending[] {
  const { breakglass } = settings;
  return (breakglass?.users ?? []).map(({ name, generation = breakglass!.generation }) => ({
    ...credentialEnding(settings, name, `credentials ${generation}`, firstDayOf(generation)),
    id: `credential-${name}`,
  }));
}

function sentence(text: string): string {
  return `${capitalized(text)}.`;
}
