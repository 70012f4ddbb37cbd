import * as ssoadmin from "@pulumi/aws/ssoadmin";
import * as pulumi from "@pulumi/pulumi";
import type { IdentityCenterInstance } from "./identity-center";

/**
 * Where provisioning writes an Entra user attribute in the identity store; attributes without a place there travel as claims only.
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

/** Inputs of {@link AccessControlAttributes}. */
export interface AccessControlAttributesArgs {
  readonly instance: IdentityCenterInstance;
  /** Entra user attribute by session tag key. */
  readonly sessionAttributes: Readonly<Record<string, string>>;
}

/**
 * Turns "attributes for access control" on, so that session tags reach the roles.
 * A key that is mapped here takes its value from the identity store, even where the sign-in carries one, too: both come from the same Entra attribute.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateInstanceAccessControlAttributeConfiguration.html
 */
export class AccessControlAttributes extends pulumi.ComponentResource {
  constructor(name: string, { instance, sessionAttributes }: AccessControlAttributesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("federation:aws:AccessControlAttributes", name, {}, opts);
    new ssoadmin.InstanceAccessControlAttributes(
      name,
      { region: instance.region, instanceArn: instance.instanceArn, attributes: mappedAttributes(sessionAttributes) },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** Session tags with a place in the identity store, as Identity Center's mapping; sorted by key. */
export function mappedAttributes(sessionAttributes: Readonly<Record<string, string>>): { key: string; values: { sources: string[] }[] }[] {
  return Object.entries(sessionAttributes)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([key, attribute]) => {
      const path = IDENTITY_STORE_PATHS[attribute.toLowerCase()];
      return path === undefined ? [] : [{ key, values: [{ sources: [`\${path:${path}}`] }] }];
    });
}
