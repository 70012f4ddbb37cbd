import pMap from "p-map";
import { dayOf } from "../../../contract/clock";
import { globalRegion } from "../../../contract/partition";
import { listed } from "../../../access/words";
import type { AlarmsReader } from "../../clouds/guard/alarms";
import type { IamReader, UserReading } from "../../clouds/guard/iam";
import type { TrailReader, TrailReading } from "../../clouds/guard/trail";
import { sentence } from "../../failure";
import type { AdoptedPart, AdoptionPlace, Decision } from "../part";

/** What the guard is read from; nothing of it writes. */
export interface GuardReaders {
  /** The account whose credentials these are. */
  readonly account: () => Promise<string>;
  readonly iam: Pick<IamReader, "userNames" | "user" | "hasPasswordPolicy">;
  readonly trail: Pick<TrailReader, "trailArns" | "trail">;
  readonly alarms: Pick<AlarmsReader, "rules" | "metricFilters">;
}

/** Most users that are looked at one by one. */
const USERS_LIMIT = 50;

/** What people call users for emergencies. */
const EMERGENCY = /break.?glass|emergency|firecall|last.?resort/i;

/**
 * The guard around the federation, as it is there: IAM users, trails, rules and alarms, password policy. None of it
 * becomes this stack's by adoption. A breakglass user is never taken over, because its password and keys stay with
 * whoever knows them; what surrounds it follows the users. Each is told with the settings by which the stack uses it or
 * makes its own beside it.
 */
export async function guardHalf(readers: GuardReaders, place: AdoptionPlace): Promise<AdoptedPart> {
  const unread: string[] = [];
  const part = (decisions: readonly Decision[], summary: string): AdoptedPart => ({
    ...{ title: "Breakglass users, trail and alarms", settings: [], resources: [], unmanaged: [], summary },
    ...{ decisions, unread },
  });
  const read = async <Value>(what: string, reading: () => Promise<Value>): Promise<Value | undefined> => {
    try {
      return await reading();
    } catch (error) {
      unread.push(`${what} could not be read: ${sentence(error)}`);
      return undefined;
    }
  };
  const account = await read("The account of the credentials", () => readers.account());
  if (account !== place.managementAccountId) {
    if (account !== undefined)
      unread.push(
        `IAM users, trails and alarms are those of the management account ${place.managementAccountId}; these credentials are of ${account}.`,
      );
    return part([], "not read");
  }
  const [names = [], passwordPolicy, arns = [], rules = []] = await Promise.all([
    read("IAM users", () => readers.iam.userNames()),
    read("The account password policy", () => readers.iam.hasPasswordPolicy()),
    read("Trails", () => readers.trail.trailArns()),
    read("Event rules", () => readers.alarms.rules(globalRegion(place.homeRegion))),
  ]);
  const looked = [...names].sort((a, b) => Number(EMERGENCY.test(b)) - Number(EMERGENCY.test(a))).slice(0, USERS_LIMIT);
  const [users, trails] = await Promise.all([
    pMap(looked, async (name) => ({ name, user: await read(`The IAM user ${name}`, () => readers.iam.user(name)) }), { concurrency: 4 }),
    pMap(arns, async (arn) => ({ arn, trail: await read(`The trail ${arn}`, () => readers.trail.trail(arn)) }), { concurrency: 4 }),
  ]);
  const saving = users.filter(({ name, user }) => EMERGENCY.test(name) || (user !== undefined && isAdministrator(user)));
  const others = names.filter((name) => !saving.some((each) => each.name === name)).sort();
  const filters = await pMap(trails, async ({ trail }) =>
    trail?.logGroup === undefined ? [] : ((await read("Metric filters", () => readers.alarms.metricFilters(trail.logGroup!))) ?? []),
  );
  const watching = rules.filter(
    ({ name, pattern }) =>
      /aws\.signin|ConsoleLogin|"Root"/.test(pattern) || saving.some((each) => pattern.includes(each.name) || name.includes(each.name)),
  );
  return part(
    [
      ...saving.map(userDecision),
      ...(others.length === 0
        ? []
        : [
            {
              kind: "fault" as const,
              what: "IAM users of the management account",
              text: `Beside those there are ${listed(others, 20)} (R9.6). Find out who uses each, move that use to the federation or to a role, then delete it; or name it in federation:unmanaged (iamUsers) with the reason.`,
            },
          ]),
      ...trails.flatMap(({ arn, trail }) => (trail === undefined ? [] : [trailDecision(arn, trail, place)])),
      ...(watching.length + filters.flat().length === 0
        ? []
        : [
            {
              kind: "left-alone" as const,
              what: "event rules and metric filters",
              text: `${listed([...watching.map(({ name }) => `rule ${name}`), ...filters.flat().map(({ filterName = "" }) => `metric filter ${filterName}`)], 20)} watch sign-ins or emergency users. They stay; the stack's own alarms, once federation:breakglass and federation:alarms are written, stand beside them. Remove them when \`federation drill\` has shown that the new ones wake people.`,
            },
          ]),
      ...(passwordPolicy === true
        ? [
            {
              kind: "note" as const,
              what: "account password policy",
              text: "The account has one. Write federation:breakglass.passwordPolicy: existing with the breakglass users, and it is left to whoever made it.",
            },
          ]
        : []),
    ],
    `${saving.length} possible breakglass users, ${trails.length} trails; none of it is adopted, decisions say how it is used`,
  );
}

function isAdministrator({ policies }: UserReading): boolean {
  return policies.some((arn) => arn.endsWith(":policy/AdministratorAccess"));
}

function userDecision({ name, user }: { readonly name: string; readonly user: UserReading | undefined }): Decision {
  const keys = user?.accessKeys.length ?? 0;
  const holds = [
    ...(user?.passwordMade === undefined ? [] : [`a password of ${dayOf(user.passwordMade)}`]),
    ...(keys === 0 ? [] : [`${keys} access key${keys === 1 ? "" : "s"}`]),
    user === undefined || user.mfaSerials.length > 0 ? "" : "no MFA device",
  ].filter((each) => each !== "");
  return {
    kind: "left-alone",
    what: `IAM user ${name}`,
    text: `${holds.length === 0 ? "" : `It has ${holds.join(", ")}. `}It is not taken over, and no provider could: nobody can read its password or keys, and whoever knows them would stay administrator of last resort. Keep it until the stack has two of its own: write federation:breakglass with other names, federation:alarms, drill both (docs/breakglass.md), then delete this one.`,
  };
}

function trailDecision(arn: string, trail: TrailReading, { homeRegion }: AdoptionPlace): Decision {
  const what = `trail ${arn}`;
  const lacks = [
    ...(trail.logging ? [] : ["it does not log"]),
    ...(trail.multiRegion ? [] : ["it covers one region"]),
    ...(trail.globalEvents ? [] : ["it leaves out global services, among them sign-ins and IAM"]),
    ...(trail.logGroup === undefined ? ["it sends nothing to a log group, where alarms hear it"] : []),
  ];
  if (lacks.length > 0) {
    const text = `It cannot carry the alarms: ${lacks.join(", ")}. It stays as it is; without \`trail.existing\` the stack makes a trail of its own.`;
    return { kind: "left-alone", what, text };
  }
  const bucket = trail.bucket === undefined ? "" : `, bucket: ${trail.bucket}`;
  const text = `It stays as it is. To have the alarms hear it, write federation:alarms with \`trail: {existing: "${arn}", logGroup: "${trail.logGroup}"${bucket}}\`; its log group has to be in ${homeRegion}.`;
  return { kind: "left-alone", what, text };
}
