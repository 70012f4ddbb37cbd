import { randomUUID } from "node:crypto";
import type { Directory } from "../directory";
import type { Job } from "./job";

/** What provisioning did about one object. */
export interface Outcome {
  readonly kind: "User" | "Group";
  /** Entra object id. */
  readonly sourceId: string;
  readonly displayName: string;
  readonly action: "create" | "update" | "delete" | "disable" | "other";
  readonly status: "success" | "failure" | "skipped";
  readonly targetId?: string;
  /** Error code and words of a failure or a skip. */
  readonly code?: string;
  readonly reason?: string;
  readonly modified?: readonly { readonly displayName: string; readonly oldValue: string | null; readonly newValue: string | null }[];
}

/**
 * Appends an outcome to the provisioning log.
 *
 * @see https://learn.microsoft.com/graph/api/resources/provisioningobjectsummary
 */
export function record(directory: Directory, job: Job, cycleId: string, outcome: Outcome): void {
  const principal = directory.servicePrincipals.find(job.servicePrincipalId);
  const identity = {
    displayName: outcome.displayName,
    identityType: outcome.kind,
    details: { id: outcome.sourceId, odatatype: outcome.kind },
  };
  directory.provisioningEvents.push({
    id: randomUUID(),
    activityDateTime: directory.now(),
    tenantId: directory.tenantId,
    jobId: job.id,
    cycleId,
    changeId: randomUUID(),
    provisioningAction: outcome.action,
    durationInMilliseconds: 0,
    servicePrincipal: { id: job.servicePrincipalId, displayName: principal?.displayName ?? "" },
    sourceSystem: { id: directory.tenantId, displayName: "Microsoft Entra ID", details: {} },
    targetSystem: { id: job.servicePrincipalId, displayName: "AWSSingleSignon", details: {} },
    initiatedBy: { id: "", displayName: "Microsoft Entra Provisioning Service", initiatorType: "system" },
    sourceIdentity: { id: outcome.sourceId, ...identity },
    targetIdentity: { id: outcome.targetId ?? "", ...identity },
    modifiedProperties: outcome.modified ?? [],
    provisioningSteps: [],
    provisioningStatusInfo: {
      status: outcome.status,
      errorInformation:
        outcome.code === undefined
          ? null
          : {
              errorCode: outcome.code,
              reason: outcome.reason ?? "",
              errorCategory: "failure",
              additionalDetails: null,
              recommendedAction: null,
            },
    },
  } as { id: string });
}
