import { setTimeout as sleep } from "node:timers/promises";
import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { COMPONENT } from "../../contract/component-types";
import type { WantedGroup } from "../../access/identity-store";
import { aliasOf } from "../former-names";
import { GroupScope } from "../group-scope";

/** The gallery connector's one rule for users and groups (USERGROUP_OUTBOUND_USERGROUP). */
const USERS_AND_GROUPS = "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8";

/** Entra takes five calls in ten seconds; a second is added for clocks that disagree. */
const CALLS_A_WINDOW = 5;
const WINDOW_SECONDS = 11;

/** Inputs of {@link ProvisionOnDemand}. */
export interface ProvisionOnDemandArgs {
  readonly servicePrincipalId: pulumi.Input<string>;
  readonly jobId: pulumi.Input<string>;
  readonly groups: readonly WantedGroup[];
  /** URNs under which a former run knew these, by the group's object id. */
  readonly formerUrns: ReadonlyMap<string, string>;
  /** Groups (as written) that Identity Center does not have yet; the others are left as they are. */
  readonly missing: ReadonlySet<string>;
  /** Time of this run, ISO 8601: a group that is missing is asked for anew in every run. */
  readonly now: string;
  /** What a group's call waits for: its assignment to the app, by the group as written. */
  readonly assignments: ReadonlyMap<string, pulumi.Resource>;
  /** Seconds until Entra's provisioning sees a new assignment ("a few minutes"). */
  readonly assignmentDelaySeconds: number;
}

/**
 * Sends each group that Identity Center lacks there at once, rather than in Entra's next cycle of forty minutes (R4.5).
 *
 * One call takes a group and at most five of its members; the job's own cycle brings the others. Entra answers "200 OK"
 * even where it skipped the group, so success is what Identity Center shows afterwards.
 *
 * @see https://learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand
 */
export class ProvisionOnDemand extends pulumi.ComponentResource {
  /** The call of each group, by the group as written. */
  readonly byGroup: ReadonlyMap<string, pulumi.Resource>;
  /** Resolves, without value, when every call was made. */
  readonly requested: pulumi.Output<void>;

  constructor(name: string, args: ProvisionOnDemandArgs, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT.provisionOnDemand, name, {}, opts);
    const settled = pulumi
      .all(args.groups.filter(({ written }) => args.missing.has(written)).map(({ written }) => args.assignments.get(written)?.urn ?? ""))
      .apply(() => pause(args.missing.size > 0 ? args.assignmentDelaySeconds : 0));
    let calls = 0;
    // One that Identity Center has, and that no run of this stack asked for, was sent there by somebody else: there is
    // nothing to ask for.
    const asked = args.groups.filter(({ written, id }) => args.missing.has(written) || args.formerUrns.has(id.toLowerCase()));
    const requests = asked.map((group): [string, azuread.SynchronizationJobProvisionOnDemand] => {
      const { written, id } = group;
      const missing = args.missing.has(written);
      const turn = missing ? Math.floor(calls++ / CALLS_A_WINDOW) * WINDOW_SECONDS : 0;
      const ready = missing ? pulumi.all([args.jobId, settled]).apply(() => pause(turn)) : pulumi.output(undefined);
      const request = new azuread.SynchronizationJobProvisionOnDemand(
        `${name}/${id}`,
        {
          servicePrincipalId: args.servicePrincipalId,
          synchronizationJobId: pulumi.all([args.jobId, ready]).apply(([jobId]) => jobId),
          parameters: [{ ruleId: USERS_AND_GROUPS, subjects: [{ objectId: id, objectTypeName: "Group" }] }],
          triggers: { missingAt: args.now },
        },
        // Present in Identity Center: whatever time is in the state stays. Missing: a new time makes a new call.
        {
          parent: new GroupScope(group, written, { parent: this }),
          ...(missing ? {} : { ignoreChanges: ["triggers"] }),
          dependsOn: dependencyOf(args.assignments.get(written)),
          ...aliasOf(args.formerUrns.get(id), `${name}/${id}`),
        },
      );
      return [written, request];
    });
    this.byGroup = new Map(requests);
    this.requested = pulumi.all(requests.map(([, { id }]) => id)).apply(() => undefined);
    this.registerOutputs({});
  }
}

function dependencyOf(resource: pulumi.Resource | undefined): pulumi.Resource[] {
  return resource === undefined ? [] : [resource];
}

/** Waits in `up` only: a preview has nothing to wait for. */
async function pause(seconds: number): Promise<void> {
  if (seconds > 0 && !pulumi.runtime.isDryRun()) await sleep(seconds * 1000);
}
