import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../access/model";
import { mistake } from "../access/problems";
import { FOR_ACCESS_STACKS } from "./outputs";

/** What an access stack knows of its core: as the core's last `up` left it. */
export interface CoreReading {
  readonly phase: string;
  readonly identityStoreId: string;
  /** ARN by name of the permission set. */
  readonly permissionSetArns: ReadonlyMap<string, string>;
}

/**
 * Reads the core's outputs through a StackReference, which the state of the access stack shows.
 *
 * @returns the reading, or the problem of a core that has not been brought up with access stacks yet.
 */
export async function readCore(core: string): Promise<CoreReading | { readonly problem: Problem }> {
  const name = [pulumi.getOrganization(), pulumi.getProject(), core].join("/");
  const reference = new pulumi.StackReference("core", { name });
  const output: unknown = await reference.getOutputValue(FOR_ACCESS_STACKS);
  if (output === undefined || output === null) {
    const problem = mistake(
      "federation:core",
      `is ${JSON.stringify(core)}, whose last \`pulumi up\` knew of no access stacks`,
      `run \`pulumi up --stack ${core}\` first`,
    );
    return { problem };
  }
  const { phase, identityStoreId, permissionSetArns } = output as {
    phase: string;
    identityStoreId: string;
    permissionSetArns: Record<string, string>;
  };
  return { phase, identityStoreId, permissionSetArns: new Map(Object.entries(permissionSetArns)) };
}

/** A value that the core's next `up` brings: unknown, and in preview only. */
export function comesWithCore(): pulumi.Output<string> {
  return pulumi.output(pulumi.unknown) as unknown as pulumi.Output<string>;
}
