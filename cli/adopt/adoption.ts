import type { TakenOver } from "../../access/import-file";
import type { Clock } from "../../contract/clock";
import type { Organization } from "../../access/model";
import { planAccess } from "../../access/plan";
import { formatProblems, problemSentence } from "../../access/problems";
import { parseSettings } from "../../access/settings";
import type { CallCounter } from "../clouds/aws";
import type { IdentityStoreGroup } from "../../access/identity-store";
import { GraphError } from "../../graph/client";
import { Failure } from "../failure";
import { Readings } from "./entra/readings";
import { readGuard, unreadEntra } from "./halves";
import { readEstate, type Estate } from "./identity-center/estate";
import { namedByObjectId, namedInEntra, namedInStore, type GroupLookup, type NamedGroups } from "./identity-center/groups";
import { identityCenterPart, type IdentityCenterPart } from "./identity-center/part";
import { accessControlAttributes } from "./identity-center/resources";
import type { AdoptedPart, AdoptedSetting, AdoptionPlace, Decision } from "./part";
import { adoptedSettings, openValues, rawSettings } from "./stack-file";

/** What to adopt. */
export interface AdoptionQuestion {
  readonly stack: string;
  readonly homeRegion: string;
  readonly tenantId: string | undefined;
  /** Identity Center alone, whatever else there is. */
  readonly awsOnly: boolean;
  readonly fold: boolean;
  readonly wantedSet: (name: string) => boolean;
  readonly wantedAccount: (accountId: string, organization: Organization) => boolean;
  readonly included: (name: string) => boolean;
  /** Groups of Entra; throws where it cannot be read. */
  readonly lookUp: GroupLookup;
  /** Entra's half; throws where nothing of it can be read. */
  readonly entraHalf: (place: AdoptionPlace) => Promise<AdoptedPart>;
  readonly counter: CallCounter;
  readonly clock: Clock;
  readonly progress: (line: string) => void;
}

/** Everything that adoption writes. */
export interface Adoption {
  readonly place: AdoptionPlace;
  readonly estate: Estate;
  readonly parts: readonly AdoptedPart[];
  readonly settings: readonly AdoptedSetting[];
  readonly resources: readonly TakenOver[];
  readonly decisions: readonly Decision[];
}

/** Reads all halves and joins them; never writes. */
export async function adoption(question: AdoptionQuestion): Promise<Adoption> {
  const { homeRegion, tenantId, progress, clock, stack } = question;
  const estate = await readEstate({ homeRegion, wanted: question.wantedSet, counter: question.counter, progress });
  const place = ({ groups, compliantDeviceGroups }: IdentityCenterPart): AdoptionPlace => ({
    ...{ stack, homeRegion, tenantId, groups, compliantDeviceGroups, progress },
    ...{ instanceArn: estate.instanceArn, identityStoreId: estate.identityStoreId },
    managementAccountId: estate.organization.managementAccountId,
    now: clock.now(),
  });
  const awsHalf = ({ named, unnamed }: NamedGroups): IdentityCenterPart =>
    identityCenterPart(estate, {
      fold: question.fold,
      wantedSet: question.wantedSet,
      wantedAccount: (id) => question.wantedAccount(id, estate.organization),
      included: question.included,
      groups: named,
      unnamed,
    });

  const both = question.awsOnly || tenantId === undefined ? undefined : await withEntra();
  const aws = both?.aws ?? awsHalf(namedInStore(estate.groups));
  const entra = both?.entra;
  const others = question.awsOnly ? [] : [await readGuard(place(aws), question.counter)];
  const { resources, decisions } = accessControlAttributes(estate, sessionAttributesOf(entra));
  const attributes = { ...aws, resources: [...aws.resources, ...resources], decisions: [...aws.decisions, ...decisions] };
  const parts = [attributes, entra, ...others].filter((part): part is AdoptedPart => part !== undefined);
  const at = place(aws);
  const settings = adoptedSettings(parts, at, clock.now());
  return {
    place: at,
    estate,
    parts,
    settings,
    resources: parts.flatMap((part) => part.resources),
    decisions: [
      ...openValues(parts, at),
      ...settingsDecisions(settings, aws, estate.organization, clock),
      ...parts.flatMap((part) => part.decisions),
    ],
  };

  /** Groups are named as Entra does only where its application is adopted: the program then asks Entra for them. */
  async function withEntra(): Promise<{ readonly aws?: IdentityCenterPart; readonly entra: AdoptedPart }> {
    progress("Reading Entra …");
    try {
      const held = new Set(estate.assignments.map(({ principalId }) => principalId));
      const assigned = estate.groups.filter(({ groupId }) => held.has(groupId));
      const readings = new Readings();
      const half = awsHalf(await named(assigned, readings));
      const found = await question.entraHalf(place(half));
      return found.settings.some(({ key }) => key === "enterpriseApp")
        ? { aws: half, entra: { ...found, unread: [...readings.unread, ...found.unread] } }
        : { entra: found };
    } catch (error) {
      return { entra: unreadEntra(error) };
    }
  }

  /** A refusal of Graph is about groups alone; any other failure is about Entra. */
  async function named(groups: readonly IdentityStoreGroup[], readings: Readings): Promise<NamedGroups> {
    try {
      return await namedInEntra(groups, question.lookUp);
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      readings.failed("groups", error);
      return namedByObjectId(groups);
    }
  }
}

function sessionAttributesOf(entra: AdoptedPart | undefined): Readonly<Record<string, string>> {
  const app = entra?.settings.find(({ key }) => key === "enterpriseApp")?.value as
    { sessionAttributes?: Record<string, string> } | undefined;
  return app?.sessionAttributes ?? {};
}

/**
 * The settings, read again as the program will: what they lack is a decision; that they mean other assignments than
 * those that are adopted is a mistake of this program, and nothing is written.
 */
function settingsDecisions(
  settings: readonly AdoptedSetting[],
  aws: IdentityCenterPart,
  organization: Organization,
  clock: Clock,
): Decision[] {
  const { partial, problems } = parseSettings(rawSettings(settings), clock);
  const { plan, problems: mistakes } = planAccess(partial, organization);
  if (mistakes.length > 0) throw new Failure(`The adopted settings do not fit the organization:\n${formatProblems(mistakes)}`);
  const active = new Set(organization.accounts.filter(({ state }) => state === "ACTIVE").map(({ id }) => id));
  const meant = plan.grants.map(({ group, permissionSet, accountId }) => `${permissionSet} ${accountId} ${group}`).sort();
  const idOf = new Map(aws.groups.map(({ id, written }) => [id, written]));
  const adopted = aws.resources
    .filter(({ type }) => type.endsWith(":AccountAssignment"))
    .flatMap(({ name }) => {
      const [set = "", group = "", account = ""] = name.split("/");
      const written = [...idOf].find(([id]) => id.toLowerCase() === group)?.[1] ?? group;
      return active.has(account) ? [`${set} ${account} ${written}`] : [];
    })
    .sort();
  if (meant.join("\n") !== adopted.join("\n")) throw new Error("The adopted settings do not mean the adopted assignments.");
  return problems.map((problem) => ({ kind: "value-needed", what: problem.path, text: problemSentence(problem) }));
}
