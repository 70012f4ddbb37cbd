import type * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../access/model";
import type { AssignSettings } from "../access/settings";
import { scimTokenProblem } from "../access/settings/readiness";
import type { ScimCredentials } from "./entra/provisioning";

/** Endpoint and token of provisioning, or why there are none; an adopted job keeps those that Entra holds. */
export type ScimReading = { readonly credentials: ScimCredentials | undefined } | { readonly problem: Problem };

/** Reads them off the settings of phase `assign`. */
export function scimCredentials({ provisioning }: AssignSettings, scimToken: pulumi.Output<string> | undefined): ScimReading {
  if (provisioning.adopted === true) return { credentials: undefined };
  if (scimToken === undefined) return { problem: scimTokenProblem() };
  return { credentials: { scimEndpoint: provisioning.scimEndpoint, scimToken } };
}
