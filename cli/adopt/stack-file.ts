import { yearsAfter, dayOf } from "../../contract/clock";
import { stableJson } from "../../access/json";
import { writeStackFile, type SettingValue, type StackFileEntry } from "../stack-file/write";
import type { AdoptedPart, AdoptedSetting, AdoptionPlace, Decision } from "./part";

/** Stands for an Entra directory that nobody has named yet. */
export const UNKNOWN_TENANT = "00000000-0000-0000-0000-000000000000";

/** Order of the keys in the file; what is not here comes last. */
const ORDER = [
  ..."aws:region aws:maxRetries stage phase homeRegion tenantId microsoftCloud identityCenter enterpriseApp provisioning".split(" "),
  ..."productionAccounts permissionSets access unmanaged conditionalAccess breakglass alarms drills siem".split(" "),
];

/** The settings of an adopted stack, as keys of its file. */
export function adoptedSettings(parts: readonly AdoptedPart[], place: AdoptionPlace, now: Date): AdoptedSetting[] {
  const given = parts.flatMap(({ settings }) => settings);
  const isGiven = (key: string): boolean => given.some((setting) => setting.key === key);
  const unmanaged = distinct(parts.flatMap((part) => part.unmanaged));
  const whole = isGiven("enterpriseApp");
  // The phase assign refuses a list of nobody: it would take everybody's access away.
  const isAssigned = given.some(({ key, value }) => key === "access" && Array.isArray(value) && value.length > 0);
  const usual: AdoptedSetting[] = [
    { key: "aws:region", value: place.homeRegion, comment: "Default region of the AWS provider; keep it the Identity Center home region." },
    {
      key: "aws:maxRetries",
      value: "10",
      comment: "Fail within minutes, not an hour, when Identity Center answers with a conflict (the provider retries conflicts).",
    },
    {
      key: "stage",
      value: "development",
      comment:
        "development | production. Decides how strict the policy pack is. Write production, and federation:productionAccounts, once the findings are settled.",
    },
    {
      key: "phase",
      value: whole ? (isAssigned ? "assign" : "connect") : "aws",
      comment: whole
        ? "connect: the app and the sets, nobody has access yet; assign: everything, account assignments too."
        : "aws: permission sets and account assignments only. Groups are named as in Identity Center; Entra is neither read nor written.",
    },
    { key: "homeRegion", value: place.homeRegion, comment: "Region in which Identity Center was enabled. It can never change (R1.2)." },
    { key: "tenantId", value: place.tenantId ?? UNKNOWN_TENANT, comment: "Entra directory (tenant) id." },
    {
      key: "enterpriseApp",
      value: {
        name: "AWS IAM Identity Center",
        signingCertificates: [{ slot: String(now.getUTCFullYear()), endDate: `${yearsAfter(dayOf(now), 2)}T00:00:00Z` }],
      },
      comment: "The enterprise application that is to be: nothing is made of it in the phase aws.",
    },
    ...(unmanaged.length === 0
      ? []
      : [
          {
            key: "unmanaged",
            value: unmanaged,
            comment: "What is there beside this stack and is left alone on purpose; decisions.md says why.",
          },
        ]),
  ];
  const rank = (key: string): number => (ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length);
  return [...usual.filter(({ key }) => !isGiven(key)), ...given].sort((a, b) => rank(a.key) - rank(b.key));
}

/** The same as the settings' parser takes them. */
export function rawSettings(settings: readonly AdoptedSetting[]): Record<string, unknown> {
  return Object.fromEntries(settings.filter(({ key }) => !key.includes(":")).map(({ key, value }) => [key, value]));
}

/** Text of the stack file. */
export function stackFileText(settings: readonly AdoptedSetting[], { stack }: AdoptionPlace, project: string): string {
  return writeStackFile({
    project,
    header: [
      `Stack ${stack}, adopted from what was there: \`pulumi import --file import.json\`, then the first \`pulumi up\` changes nothing.`,
      "decisions.md says what is left alone and what a person has to decide. docs/adopt.md tells the way, docs/settings.md every key.",
    ].join("\n"),
    entries: settings.map(({ key, value, comment }): StackFileEntry => ({
      key,
      value: value as SettingValue,
      ...(comment === undefined ? {} : { comment }),
    })),
  });
}

/** Values that only a person knows. */
export function openValues(parts: readonly AdoptedPart[], place: AdoptionPlace): Decision[] {
  const whole = parts.some(({ settings }) => settings.some(({ key }) => key === "enterpriseApp"));
  return [
    ...(place.tenantId === undefined
      ? [
          {
            kind: "value-needed" as const,
            what: "federation:tenantId",
            text: "The Entra directory is not known: zeros stand in its place, with which the phases connect and assign go nowhere. Write its id before you leave the phase aws.",
          },
        ]
      : []),
    {
      kind: "value-needed",
      what: "federation:productionAccounts",
      text: "Which accounts are production is nowhere written in AWS. Name them by unit or tag, then write federation:stage: production.",
    },
    ...(whole
      ? []
      : [
          {
            kind: "note" as const,
            what: "the way to federation",
            text: "There is no enterprise application of Identity Center's template in Entra that could be read, so that the AWS half alone is adopted (phase aws): its groups come from Identity Center's own directory, from Active Directory, or from an application that is adopted later. docs/adopt.md tells how Entra follows; a change of the identity source away from Active Directory deletes all assignments, which the stack then makes anew.",
          },
        ]),
  ];
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Map(values.map((value) => [stableJson(value), value])).values()];
}
