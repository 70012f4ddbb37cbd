import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../contract/component-types";
import type { AccessBlueprint } from "./access-blueprint";
import { AccountAssignments } from "./aws/account-assignments";
import { countsBySet } from "./outputs";
import { accessStackFacts } from "./stack-facts";

/** What an access stack tells; its size does not grow with groups, accounts and grants. */
export interface AccessStackOutputs {
  /** Name of the core stack. */
  readonly core: string;
  readonly phase: string;
  /** Account assignments of this stack by permission set. */
  readonly assignmentCounts: Readonly<Record<string, number>>;
}

/**
 * The account assignments of some accounts of a federation, whose application, provisioning and permission sets are in
 * the core stack.
 *
 * It is of the same type as the core's component, and so are its children: an assignment has the same URN in both but
 * for the stack's name, so that `federation split` moves it from state to state.
 */
export class AccessStack extends pulumi.ComponentResource {
  readonly outputs: AccessStackOutputs;
  readonly complete = Promise.resolve();

  constructor(name: string, blueprint: AccessBlueprint, opts?: pulumi.ComponentResourceOptions) {
    const facts = accessStackFacts(blueprint);
    super(COMPONENT.federation, name, facts, opts);
    const { settings, core, grants, sets, former } = blueprint;
    new AccountAssignments(
      "account-assignments",
      {
        ...blueprint,
        permissionSets: sets,
        formerUrns: former.accountAssignments,
        sideBySide: Object.keys(settings.stacks ?? {}).length,
      },
      { parent: this },
    );
    this.outputs = { core, phase: settings.phase, assignmentCounts: countsBySet(grants) };
    this.registerOutputs({ ...facts, ...this.outputs });
  }
}
