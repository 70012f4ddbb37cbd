import * as pulumi from "@pulumi/pulumi";
import { STACK_TAG } from "../contract/tags";

/** The mark of this stack, for whatever takes tags. */
export function stackTag(): Record<string, string> {
  return { [STACK_TAG]: [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/") };
}
