import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../contract/component-types";
import type { DirectoryGroup } from "../access/groups";

/**
 * The resources of one group, under the name that people read. What lies below is named by the group's object id, and a
 * URN carries the types of its parents, not their names: a group that is renamed in Entra moves no resource of a cloud,
 * only this component.
 */
export class GroupScope extends pulumi.ComponentResource {
  /** @param written The group as the settings write it: a former name, for one that was renamed since. */
  constructor({ id, displayName }: DirectoryGroup, written: string, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT.group, displayName, {}, opts);
    // What the next run asks when the settings carry a name that Entra no longer has.
    this.registerOutputs({ objectId: id, writtenAs: written });
  }
}
