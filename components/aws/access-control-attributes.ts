import * as ssoadmin from "@pulumi/aws/ssoadmin";
import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../../contract/component-types";
import { mappedAttributes } from "../../access/session-attributes";
import type { IdentityCenterInstance } from "./identity-center";

/** Inputs of {@link AccessControlAttributes}. */
export interface AccessControlAttributesArgs {
  readonly instance: IdentityCenterInstance;
  /** Entra user attribute by session tag key. */
  readonly sessionAttributes: Readonly<Record<string, string>>;
}

/**
 * Turns "attributes for access control" on, so that session tags reach the roles.
 * A key that is mapped here takes its value from the identity store, even where the sign-in carries one, too: both come
 * from the same Entra attribute.
 *
 * @see
 * https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateInstanceAccessControlAttributeConfiguration.html
 */
export class AccessControlAttributes extends pulumi.ComponentResource {
  constructor(name: string, { instance, sessionAttributes }: AccessControlAttributesArgs, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT.accessControlAttributes, name, {}, opts);
    const attributes = mappedAttributes(sessionAttributes).map(({ key, source }) => ({ key, values: [{ sources: [source] }] }));
    new ssoadmin.InstanceAccessControlAttributes(
      name,
      { region: instance.region, instanceArn: instance.instanceArn, attributes },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
