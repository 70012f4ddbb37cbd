import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { CLAIMS, NAME_ID_FORMAT, SESSION_TAG_CLAIM } from "../../access/gallery-app";
import { stableJson } from "../../access/json";

/** Inputs of {@link SessionAttributeClaims}. */
export interface SessionAttributeClaimsArgs {
  readonly displayName: string;
  /** Path `/servicePrincipals/<uuid>`. */
  readonly servicePrincipalId: pulumi.Input<string>;
  /** Entra user attribute by session tag key, such as `{ Department: "department" }`. */
  readonly sessionAttributes: Readonly<Record<string, string>>;
}

/**
 * The claims mapping policy that sends session attributes for attribute-based access control (R2.3).
 *
 * Only made when attributes are asked for: without a policy Entra sends the user principal name by itself, and the portal's
 * "Attributes & Claims" stays editable. With one, the portal's settings are ignored, so the policy says everything that AWS needs.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/reference-claims-customization
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/attributesforaccesscontrol.html
 */
export class SessionAttributeClaims extends pulumi.ComponentResource {
  constructor(name: string, args: SessionAttributeClaimsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("federation:entra:SessionAttributeClaims", name, {}, opts);
    const policy = new azuread.ClaimsMappingPolicy(
      name,
      { displayName: args.displayName, definitions: [stableJson(claimsMapping(args.sessionAttributes))] },
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

/** The policy's document: NameID from the user principal name in e-mail format, the names that Entra sends by default, one claim a session tag. */
export function claimsMapping(sessionAttributes: Readonly<Record<string, string>>): object {
  return {
    ClaimsMappingPolicy: {
      Version: 1,
      IncludeBasicClaimSet: "true",
      ClaimsSchema: [
        {
          Source: "user",
          ID: "userprincipalname",
          SamlClaimType: `${CLAIMS}/nameidentifier`,
          SamlNameIdFormat: NAME_ID_FORMAT,
        },
        { Source: "user", ID: "mail", SamlClaimType: `${CLAIMS}/emailaddress` },
        { Source: "user", ID: "givenname", SamlClaimType: `${CLAIMS}/givenname` },
        { Source: "user", ID: "surname", SamlClaimType: `${CLAIMS}/surname` },
        ...Object.entries(sessionAttributes)
          .sort(([left], [right]) => (left < right ? -1 : 1))
          .map(([key, attribute]) => ({
            Source: "user",
            ID: attribute,
            SamlClaimType: `${SESSION_TAG_CLAIM}${key}`,
          })),
      ],
    },
  };
}
