import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../../contract/component-types";
import { SYNCHRONIZATION_TEMPLATE } from "../../contract/gallery-app";
import type { AdoptedJob } from "../adopted";

/** How Entra reaches Identity Center. */
export interface ScimCredentials {
  readonly scimEndpoint: string;
  readonly scimToken: pulumi.Output<string>;
}

/** Inputs of {@link Provisioning}. */
export interface ProvisioningArgs {
  /** Path `/servicePrincipals/<uuid>`. */
  readonly servicePrincipalId: pulumi.Input<string>;
  /** Endpoint and token from the AWS console, which is a secret; absent where Entra keeps those that it holds. */
  readonly credentials?: ScimCredentials | undefined;
  /** A job that existed before this stack stays as it is. */
  readonly adopted?: AdoptedJob | undefined;
  /** App role assignments that come before the job: its first cycle would find nobody. */
  readonly assignments: readonly pulumi.Resource[];
}

/**
 * Automatic provisioning of users and groups to Identity Center over SCIM (R4.2, R4.4, R4.5): credentials first, then
 * the job.
 *
 * @see https://learn.microsoft.com/entra/identity/saas-apps/aws-single-sign-on-provisioning-tutorial
 */
export class Provisioning extends pulumi.ComponentResource {
  /** Path of the job, `/servicePrincipals/<uuid>/synchronization/jobs/<jobId>`. */
  readonly jobId: pulumi.Output<string>;
  readonly servicePrincipalId: pulumi.Output<string>;

  constructor(name: string, args: ProvisioningArgs, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT.provisioning, name, {}, opts);
    const { credentials, adopted } = args;
    // No provider can import credentials: registered for an adopted job, they would be written over.
    const secret = credentials && [
      new azuread.SynchronizationSecret(
        name,
        {
          servicePrincipalId: args.servicePrincipalId,
          // In this order: the provider compares the list as Entra gives it back.
          credentials: [
            { key: "BaseAddress", value: credentials.scimEndpoint },
            { key: "SecretToken", value: pulumi.secret(credentials.scimToken) },
            // Only assigned users and groups (R4.4); Microsoft's own sample says "true", which sends the whole
            // directory.
            { key: "SyncAll", value: "false" },
          ],
        },
        { parent: this },
      ),
    ];
    const job = new azuread.SynchronizationJob(
      name,
      {
        servicePrincipalId: args.servicePrincipalId,
        templateId: adopted?.templateId ?? SYNCHRONIZATION_TEMPLATE,
        enabled: adopted?.enabled ?? true,
      },
      // A job that starts before its credentials goes to quarantine. Deleting it forgets what it has provisioned.
      { parent: this, dependsOn: [...(secret ?? []), ...args.assignments], protect: true },
    );
    this.jobId = job.id;
    this.servicePrincipalId = pulumi.output(args.servicePrincipalId);
    this.registerOutputs({ jobId: this.jobId });
  }
}
