import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../../contract/component-types";
import { stableJson } from "../../access/json";
import { claimsMapping, isSameMapping } from "../../access/claims-mapping";
import type { AdoptedApp } from "../adopted";

/** Inputs of {@link SessionAttributeClaims}. */
export interface SessionAttributeClaimsArgs {
  readonly displayName: string;
  /** Path `/servicePrincipals/<uuid>`. */
  readonly servicePrincipalId: pulumi.Input<string>;
  /** Entra user attribute by session tag key, such as `{ Department: "department" }`. */
  readonly sessionAttributes: Readonly<Record<string, string>>;
  /** A policy that existed before this stack: it stays as it is written as long as it means what the settings say. */
  readonly adopted?: AdoptedApp["claims"] | undefined;
}

/**
 * The claims mapping policy that sends session attributes for attribute-based access control (R2.3).
 *
 * Only made when attributes are asked for: without a policy Entra sends the user principal name by itself, and the
 * portal's "Attributes & Claims" stays editable. With one, the portal's settings are ignored, so the policy says
 * everything that AWS needs.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/reference-claims-customization
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/attributesforaccesscontrol.html
 */
export class SessionAttributeClaims extends pulumi.ComponentResource {
  constructor(name: string, args: SessionAttributeClaimsArgs, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT.sessionAttributeClaims, name, {}, opts);
    const policy = new azuread.ClaimsMappingPolicy(
      name,
      isMeant(args)
        ? { displayName: args.adopted.displayName, definitions: [args.adopted.definition] }
        : { displayName: args.displayName, definitions: [stableJson(claimsMapping(args.sessionAttributes))] },
      { parent: this },
    );
    new azuread.ServicePrincipalClaimsMappingPolicyAssignment(
      name,
      { claimsMappingPolicyId: policy.id, servicePrincipalId: args.servicePrincipalId },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

function isMeant(
  args: SessionAttributeClaimsArgs,
): args is SessionAttributeClaimsArgs & { readonly adopted: NonNullable<AdoptedApp["claims"]> } {
  return args.adopted !== undefined && isSameMapping(args.adopted.definition, args.sessionAttributes);
}
