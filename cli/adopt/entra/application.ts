import { entityId } from "../../../access/identity-center-urls";
import { nameMatcher } from "../../../access/settings/unmanaged";
import { listed } from "../../../access/words";
import type { Application } from "../../clouds/entra-types";
import type { AdoptionPlace, Decision, FoundThing, LeftAlone } from "../part";
import { type Readings, UNREAD } from "./readings";
import type { EntraSources } from "./sources";

/** Which application leads to Identity Center. */
export interface ChosenApplication {
  /** Undefined where none can be adopted; the decisions say why. */
  readonly application: Application | undefined;
  readonly decisions: readonly Decision[];
  readonly unmanaged: readonly LeftAlone[];
  /** The others that are made from the template. */
  readonly found: readonly FoundThing[];
}

/**
 * Finds the application: of those made from the gallery's template the one whose Entity ID is this Identity Center's,
 * else the only one. AWS takes one identity provider, so that at most one leads there; the others are left alone.
 */
export async function chooseApplication({ entra }: EntraSources, place: AdoptionPlace, readings: Readings): Promise<ChosenApplication> {
  const expected = entityId(place.homeRegion, place.identityStoreId);
  const fromTemplate = await readings.of("applications", () => entra.applications());
  if (fromTemplate === UNREAD) return { application: undefined, decisions: [], unmanaged: [], found: [] };
  const leading = fromTemplate.filter(({ identifierUris = [] }) => identifierUris.includes(expected));
  const elsewhere = leading.length > 0 ? [] : await readings.of("otherApplications", () => otherTemplates({ entra }, expected));
  if (elsewhere === UNREAD) return { application: undefined, decisions: fromTemplate.map(inDoubt), unmanaged: [], found: [] };
  // Where another template's application leads there, none of the gallery's does.
  const [only, ...others] = leading.length > 0 ? leading : elsewhere.length > 0 ? [] : fromTemplate;
  if (only === undefined) {
    const idle = fromTemplate.map(besideWords);
    return { application: undefined, decisions: [...elsewhere, ...idle], unmanaged: leftAlone(fromTemplate), found: [] };
  }
  if (others.length > 0) {
    const names = (leading.length > 0 ? leading : fromTemplate).map(({ displayName, appId }) => `"${displayName}" (client id ${appId})`);
    const which = leading.length > 0 ? `all have the Entity ID ${expected}` : `none has the Entity ID ${expected}`;
    const text = `${listed(names)} are made from Identity Center's template, and ${which}: which of them people sign in through cannot be told. AWS shows the one whose metadata it has under IAM Identity Center > Settings > Identity source > Actions > Manage authentication > Manage SAML 2.0 certificates. Give that one the Entity ID, take it from the others, and adopt again; until then the AWS half alone is adopted.`;
    return {
      application: undefined,
      decisions: [{ kind: "left-alone", what: "the enterprise applications", text }],
      unmanaged: [],
      found: [],
    };
  }
  const name = only.displayName;
  if (name !== name.trim() || name.length > 120) {
    const text = `Its name is longer than 120 characters or has spaces at its ends, which the settings do not take. Rename it in Entra and adopt again; until then the AWS half alone is adopted.`;
    return { application: undefined, decisions: [{ kind: "left-alone", what: `application "${name}"`, text }], unmanaged: [], found: [] };
  }
  const beside = fromTemplate.filter((application) => application !== only);
  const namesakes = beside.filter(({ displayName }) => displayName === name);
  return {
    application: only,
    decisions: [
      ...beside.map(besideWords),
      ...namesakes.map(({ id }): Decision => ({
        kind: "fault",
        what: `application "${name}"`,
        text: `Another application (object id ${id}) has the same name: verify, activate-certificate and fetch-metadata go by the name and refuse to guess. Rename one of them.`,
      })),
    ],
    unmanaged: leftAlone(beside.filter(({ displayName }) => !nameMatcher(displayName, false)(name))),
    found: beside.map(({ displayName, id }) => ({
      kind: "application",
      what: `application "${displayName}"`,
      names: [displayName],
      id: `/applications/${id}`,
    })),
  };
}

function besideWords({ displayName, appId, id }: Application): Decision {
  return {
    kind: "left-alone",
    what: `application "${displayName}" (client id ${appId})`,
    text: `It is made from Identity Center's template, and its Entity ID is not this Identity Center's. Nothing of it is read further or changed. Find out what it is for, and delete it in Entra where nobody signs in through it (object id ${id}).`,
  };
}

function inDoubt({ displayName, appId }: Application): Decision {
  return {
    kind: "left-alone",
    what: `application "${displayName}" (client id ${appId})`,
    text: "It is made from Identity Center's template, and its Entity ID is not this Identity Center's; whether another application has it could not be read. Nothing of it is adopted or changed.",
  };
}

function leftAlone(applications: readonly Application[]): LeftAlone[] {
  return [...new Set(applications.map(({ displayName }) => displayName))].map((displayName) => ({
    applications: [displayName],
    reason: "There before the stack; its Entity ID is not this Identity Center's.",
  }));
}

/**
 * Applications that lead to Identity Center and are made from another template, or from none: the program makes and
 * judges the gallery's alone.
 */
async function otherTemplates({ entra }: Pick<EntraSources, "entra">, expected: string): Promise<Decision[]> {
  const found = await entra.applicationsOf(expected);
  return found.map(({ displayName, appId, applicationTemplateId }) => ({
    kind: "left-alone",
    what: `application "${displayName}" (client id ${appId})`,
    text: `It leads to Identity Center and is made ${applicationTemplateId ? `from the template ${applicationTemplateId}` : "from no template"}, not from the gallery's "AWS IAM Identity Center": an application's template never changes, so that it is not adopted, and stays in use untouched. The AWS half is adopted. To move: \`phase: connect\` makes the gallery's application beside it; once AWS has the new metadata and everybody signs in through the new one, delete the old one (docs/adopt.md).`,
  }));
}
