/**
 * Attributes for access control: session tags as Identity Center maps them from its identity store. Pure.
 */
import { compareText } from "./words";

/**
 * Where provisioning writes an Entra user attribute in the identity store; attributes without a place there travel as
 * claims only.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/attributemappingsconcept.html
 */
const IDENTITY_STORE_PATHS: Readonly<Record<string, string>> = {
  city: "addresses[primary eq true].locality",
  companyname: "enterprise.organization",
  country: "addresses[primary eq true].country",
  department: "enterprise.department",
  employeeid: "enterprise.employeeNumber",
  jobtitle: "title",
  preferredlanguage: "preferredLanguage",
  state: "addresses[primary eq true].region",
};

/** One session tag as Identity Center fills it. */
export interface MappedAttribute {
  readonly key: string;
  /** Such as `${path:enterprise.department}`. */
  readonly source: string;
}

/**
 * Session tags with a place in the identity store, sorted by key.
 *
 * @param sessionAttributes Entra user attribute by session tag key.
 */
export function mappedAttributes(sessionAttributes: Readonly<Record<string, string>>): MappedAttribute[] {
  return Object.entries(sessionAttributes)
    .sort(([left], [right]) => compareText(left, right))
    .flatMap(([key, attribute]) => {
      const path = IDENTITY_STORE_PATHS[attribute.toLowerCase()];
      return path === undefined ? [] : [{ key, source: `\${path:${path}}` }];
    });
}
