import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RuleReading } from "../../../../cli/clouds/guard/alarms";
import { breakglassSettings, rightUser } from "../guard-fakes";
import { SIEM_QUEUE } from "../../../../access/siem";
import { settings } from "../fakes";
import { type Case, guarded, right, withGuard, withUser } from "./case";

const drilled = (lastDrills: object, more: object = {}) => settings({ ...breakglassSettings, drills: { lastDrills, ...more } });
const ofGuard = { before: guarded } as const;
const topic = (change: object) => withGuard({ alarms: { topic: async () => ({ ...(await right.alarms.topic(""))!, ...change }) } });
const alarm = (change: object) => withGuard({ alarms: { alarm: async () => ({ ...(await right.alarms.alarm(""))!, ...change }) } });
const queue = (name: string, change: object | undefined) =>
  withGuard({
    alarms: {
      queue: async (region, asked) => {
        const live = await right.alarms.queue(region, asked);
        return asked !== name ? live : change === undefined ? undefined : { ...live!, ...change };
      },
    },
  });
const UP = "`pulumi up --refresh`";
const siem = settings({ ...breakglassSettings, siem: { sentinel: { workspaceId: "33333333-3333-4333-8333-333333333333" } } });
const [grace, alan] = breakglassSettings.breakglass.users;
/** Alan with a key of the fixtures that is no good. */
const alansKey = (name: string) => {
  const pgpPublicKey = readFileSync(join(__dirname, "../../../fixtures/custodians", `${name}.public.asc`), "utf8");
  const users = [grace, { ...alan, custodian: { name: "Alan", pgpPublicKey } }];
  return settings({ ...breakglassSettings, breakglass: { ...breakglassSettings.breakglass, users } });
};
const [expired, revoked] = [alansKey("expired"), alansKey("revoked")];
const keys = settings({ ...breakglassSettings, breakglass: { ...breakglassSettings.breakglass, accessKeys: true } });
const rule = (change: (targets: RuleReading["targets"]) => RuleReading["targets"]) =>
  withGuard({
    alarms: {
      rule: async (region, name) => {
        const live = (await right.alarms.rule(region, name))!;
        return name.startsWith("federation-watch") ? { ...live, targets: change(live.targets) } : live;
      },
    },
  });
const key = (id: string, status = "Active") => ({ id, status, made: new Date("2026-11-01T00:00:00Z") }) as never;

/** As the settings with access keys want a user: one key, and a code device beside the security keys. */
const coded = (name: string, accessKeys: unknown[] = [key("AKIAONE1")]) => ({
  ...rightUser(name),
  mfaSerials: [...rightUser(name).mfaSerials, "arn:aws:iam::100000000001:mfa/phone"],
  accessKeys: accessKeys as never,
});
const withCodes = withGuard({ iam: { user: async (name) => coded(name) } });
const withCodes0 = withGuard({ iam: { user: async (name) => coded(name, []) } });
/** R7, R9.4, R9.6. */
export const emergencyCases: readonly Case[] = [
  { ...ofGuard, id: "R7.1", says: "There is no guard policy", remedy: UP, wrong: withGuard({ iam: { policy: async () => undefined } }) },
  {
    ...ofGuard,
    id: "R7.1",
    says: "There is no IAM user breakglass-1",
    remedy: "makes it anew",
    wrong: withGuard({ iam: { user: async (name) => (name === "breakglass-1" ? undefined : right.iam.user(name)) } }),
  },
  { ...ofGuard, id: "R7.1", says: "is at the path / instead of", remedy: UP, wrong: withUser({ path: "/" }) },
  {
    ...ofGuard,
    id: "R7.1",
    says: "has the permissions boundary arn:b",
    remedy: "aws iam delete-user-permissions-boundary --user-name breakglass-1",
    wrong: withUser({ boundary: "arn:b" }),
  },
  { ...ofGuard, id: "R7.2", says: "has no console password", remedy: UP, wrong: withUser({ passwordMade: undefined }) },
  {
    id: "R7.2",
    says: "no code device (TOTP)",
    remedy: "Enrol one in the console",
    before: keys,
    wrong: withUser({ accessKeys: [key("AKIAONE1")] }),
    followed: withCodes,
  },
  {
    ...ofGuard,
    id: "R7.2",
    says: "has 1 access keys (…ONE1), and the settings want none",
    remedy: "aws iam delete-access-key --user-name breakglass-1",
    wrong: withUser({ accessKeys: [key("AKIAONE1")] }),
  },
  {
    id: "R7.2",
    says: "has 2 access keys (…ONE1, …TWO2), and the settings want 1",
    remedy: "delete the one that is not in `pulumi stack output breakglassHandOver`",
    before: keys,
    wrong: withGuard({
      iam: { user: async (name) => coded(name, name === "breakglass-1" ? [key("AKIAONE1"), key("AKIATWO2")] : undefined) },
    }),
    followed: withCodes,
  },
  { id: "R7.2", says: "has 0 access keys, and the settings want 1", remedy: UP, before: keys, wrong: withCodes0, followed: withCodes },
  {
    id: "R7.2",
    says: "Access key …ONE1 of breakglass-1 is inactive",
    remedy: UP,
    before: keys,
    wrong: (sources) => withUser({ ...coded("breakglass-1"), accessKeys: [key("AKIAONE1", "Inactive")] })(withCodes(sources)),
    followed: withCodes,
  },
  {
    ...ofGuard,
    id: "R7.3",
    says: "breakglass-1 is tagged with the custodian's key 00",
    remedy: "aws iam tag-user --user-name breakglass-1",
    wrong: withUser({ tags: { ...rightUser("breakglass-1").tags, "federation:custodian-key": "00" } }),
  },
  {
    id: "R7.3",
    says: "The PGP key of Alan ended 325 days ago",
    remedy: "Let Alan extend it",
    before: expired,
    after: guarded,
  },
  {
    id: "R7.3",
    says: "The PGP key of Alan is revoked",
    remedy: "Write the custodian's present key",
    before: revoked,
    after: guarded,
  },
  {
    id: "R7.3",
    says: "The PGP key of Alan ends in 12 days",
    remedy: "Let Alan extend it",
    before: expired,
    at: new Date("2025-12-21T08:00:00Z"),
    after: guarded,
  },
  { ...ofGuard, id: "R7.4 rules", says: "does not exist", remedy: UP, wrong: queue("breakglass-alarms-undelivered", undefined) },
  {
    ...ofGuard,
    id: "R7.4 changes",
    says: "has no target",
    remedy: UP,
    wrong: rule(() => []),
  },
  {
    ...ofGuard,
    id: "R7.4 changes",
    says: "has the target arn:eve, which nobody declared",
    remedy: "aws events remove-targets",
    wrong: rule((targets) => [...targets, { Id: "eve", Arn: "arn:eve" }]),
  },
  { ...ofGuard, id: "R7.4 changes", says: "does not exist", remedy: UP, wrong: queue("federation-watch-undelivered", undefined) },
  {
    ...ofGuard,
    id: "R7.4 changes",
    says: "2 changes by hand could not be told",
    remedy: "purge the queue",
    wrong: queue("federation-watch-undelivered", { messages: 2 }),
  },
  {
    ...ofGuard,
    id: "R7.4 changes",
    says: "The role federation-watch-forward trusts somebody else",
    remedy: UP,
    wrong: withGuard({
      iam: {
        role: async (name) => ({ ...(await right.iam.role(name))!, ...(name === "federation-watch-forward" ? { trust: {} } : {}) }),
      },
    }),
  },
  {
    ...ofGuard,
    id: "R7.4 alarm",
    says: "has no metric filter",
    remedy: UP,
    wrong: withGuard({ alarms: { metricFilters: async () => [] } }),
  },
  {
    ...ofGuard,
    id: "R7.4 alarm",
    says: "does not count into",
    remedy: UP,
    wrong: withGuard({
      alarms: {
        metricFilters: async (...group) =>
          ((await right.alarms.metricFilters(...group)) ?? []).map((filter) => ({ ...filter, metricTransformations: [] })),
      },
    }),
  },
  { ...ofGuard, id: "R7.4 alarm", says: "There is no alarm", remedy: UP, wrong: withGuard({ alarms: { alarm: async () => undefined } }) },
  { ...ofGuard, id: "R7.4 alarm", says: "The alarm breakglass-use has", remedy: UP, wrong: alarm({ Threshold: 7 }) },
  { ...ofGuard, id: "R7.4 alarm", says: "does not go to the topic", remedy: UP, wrong: alarm({ AlarmActions: [] }) },
  {
    ...ofGuard,
    id: "R7.4 alarm",
    says: "goes to arn:eve as well",
    remedy: UP,
    wrong: withGuard({
      alarms: {
        alarm: async () => {
          const live = (await right.alarms.alarm(""))!;
          return { ...live, AlarmActions: [...live.AlarmActions!, "arn:eve"] };
        },
      },
    }),
  },
  { ...ofGuard, id: "R7.4 topic", says: "There is no topic", remedy: UP, wrong: withGuard({ alarms: { topic: async () => undefined } }) },
  { ...ofGuard, id: "R7.4 topic", says: "is not encrypted", remedy: UP, wrong: topic({ keyArn: undefined }) },
  { ...ofGuard, id: "R7.4 topic", says: "alarms are lost", remedy: UP, wrong: topic({ keyArn: "alias/aws/sns" }) },
  { ...ofGuard, id: "R7.4 topic", says: "is not subscribed", remedy: UP, wrong: topic({ subscriptions: [] }) },
  {
    ...ofGuard,
    id: "R7.4 topic",
    says: "has not confirmed the subscription",
    remedy: "click the link in AWS's mail",
    wrong: withGuard({
      alarms: {
        topic: async () => {
          const live = (await right.alarms.topic(""))!;
          return { ...live, subscriptions: live.subscriptions.map((each) => ({ ...each, confirmed: false })) };
        },
      },
    }),
  },
  {
    id: "R7.5",
    says: "The last drill of breakglass-1 was 93 days ago",
    remedy: "federation drill --user breakglass-1",
    before: drilled({ "breakglass-1": "2026-08-22", "breakglass-2": "2026-11-17" }),
    after: guarded,
  },
  {
    id: "R7.5",
    says: "The settings have no drill of breakglass-1",
    remedy: "federation drill --user breakglass-1",
    before: drilled({ "breakglass-2": "2026-11-17" }),
    after: guarded,
  },
  {
    ...ofGuard,
    id: "R7.5",
    says: "The password of breakglass-1 is 205 days old",
    remedy: "new generation for breakglass-1",
    wrong: withUser({ passwordMade: new Date("2026-05-02T00:00:00Z") }),
  },
  { ...ofGuard, id: "R7.5", says: "nobody is reminded", remedy: UP, wrong: withGuard({ alarms: { schedule: async () => undefined } }) },
  {
    id: "R9.4",
    says: "There is no queue",
    remedy: UP,
    before: siem,
    wrong: withGuard({ alarms: { queue: async () => undefined } }),
  },
  {
    id: "R9.4",
    says: "waits for 5 hours",
    remedy: "connector in the SIEM",
    before: siem,
    wrong: withGuard({
      alarms: {
        queue: async () => ({ ...(await right.alarms.queue("", SIEM_QUEUE))!, messages: 70 }),
        oldestMessage: async () => 5 * 3600,
      },
    }),
  },
  {
    id: "R9.4",
    says: "announces no new file in the queue",
    remedy: UP,
    before: siem,
    wrong: withGuard({ trail: { announcedIn: async () => ["arn:aws:sqs:eu-west-1:100000000001:another"] } }),
  },
  {
    id: "R9.4",
    says: "The queue federation-siem-cloudtrail has another policy",
    remedy: UP,
    before: siem,
    wrong: withGuard({ alarms: { queue: async () => ({ policy: {}, messages: 0 }) } }),
  },
  {
    id: "R9.4",
    says: "The role OIDC_MicrosoftSentinel does not exist",
    remedy: UP,
    before: siem,
    wrong: withGuard({ iam: { role: async () => undefined } }),
  },
  {
    ...ofGuard,
    id: "R9.6",
    says: "has IAM users that nobody declared: jenkins",
    remedy: "then delete the user",
    wrong: withGuard({ iam: { userNames: async () => ["breakglass-1", "breakglass-2", "jenkins"] } }),
  },
];
