import type { PolicyResource } from "@pulumi/policy";
import { CLAIMS, NAME_ID_FORMAT } from "../../../contract/gallery-app";
import { partsOf } from "../../shared/entra-app";
import { linked } from "../../shared/links";
import { stackRule } from "../../shared/stack-rule";
import { azuread } from "../../shared/types";
import { readList, show, readText } from "../../shared/values";

const NAME_ID = `${CLAIMS}/nameidentifier`;

/**
 * Identity Center finds the user by NameID: it must be the value that provisioning writes to userName, in the format
 * that AWS takes.
 */
export const nameId = stackRule({
  name: "entra-app-name-id",
  description: "A claims mapping policy for AWS sends the user principal name as NameID, in the e-mail format.",
  severity: "high",
  standards: { runbook: ["R2.3"], wellArchitected: ["SEC02-BP04"] },
  remediationSteps:
    "Add a ClaimsSchema entry with ID userprincipalname, the nameidentifier claim type and SamlNameIdFormat emailAddress, or remove the policy.",
  url: "https://learn.microsoft.com/entra/identity-platform/reference-claims-customization",
  anchors: [azuread.claimsMappingPolicy],
  check({ stack, known, each, report }) {
    const policies = stack.of(azuread.claimsMappingPolicy);
    const assigned = new Set(
      partsOf(stack, "servicePrincipalId", azuread.claimsMappingPolicyAssignment).flatMap((assignment) =>
        linked(assignment, "claimsMappingPolicyId", policies, ["id"]),
      ),
    );
    for (const on of policies) {
      each(
        known(() => readList(on.props["definitions"]), on.name) ?? [],
        (value) => {
          const definition = readText(value, "definitions") ?? "";
          if (assigned.has(on) || definition.includes("https://aws.amazon.com/SAML/")) judge(definition, on);
        },
        on.name,
      );
    }

    function judge(definition: string, on: PolicyResource): void {
      const schema = claimsSchema(definition);
      if (schema === undefined) return report("definitions is malformed: no ClaimsMappingPolicy with a ClaimsSchema.", on);
      const entries = schema.filter((claim) => field(claim, "SamlClaimType") === NAME_ID);
      if (entries.length === 0) report("No claim is the NameID; a policy must say it, since it overrides Entra's own.", on);
      for (const entry of entries) {
        const source = `${field(entry, "Source") ?? ""}.${field(entry, "ID") ?? ""}`;
        if (source.toLowerCase() !== "user.userprincipalname")
          report(`NameID comes from ${show(source)}; it must come from user.userprincipalname.`, on);
        const format = field(entry, "SamlNameIdFormat");
        if (format !== NAME_ID_FORMAT)
          report(`NameID's format is ${format === undefined ? "not set" : show(format)}; it must be ${NAME_ID_FORMAT}.`, on);
      }
    }
  },
});

function claimsSchema(definition: string): readonly unknown[] | undefined {
  try {
    const parsed = JSON.parse(definition) as { ClaimsMappingPolicy?: { ClaimsSchema?: unknown } } | null;
    const schema = parsed?.ClaimsMappingPolicy?.ClaimsSchema;
    return Array.isArray(schema) ? schema : undefined;
  } catch {
    return undefined;
  }
}

function field(claim: unknown, name: string): string | undefined {
  const value = typeof claim === "object" && claim !== null ? (claim as Record<string, unknown>)[name] : undefined;
  return typeof value === "string" ? value : undefined;
}
