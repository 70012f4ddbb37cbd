import type * as pulumi from "@pulumi/pulumi";
import { sentence } from "../../access/failure";
import type { MicrosoftCloudName } from "../../access/microsoft-cloud";
import type { ProvisioningLook } from "../../access/provisioning-health";
import { azureadVariables } from "../config";

/** Failures of the hour before a run may still be why something does not arrive. */
const LOG_MINUTES = 60;

/** Where a run's provisioning is looked at. */
export interface LookedAt {
  readonly tenantId: string;
  readonly microsoftCloud: MicrosoftCloudName;
  /** Path of the job. */
  readonly jobId: pulumi.Output<string>;
  /** When the run began. */
  readonly now: Date;
}

/**
 * Asks Entra why provisioning does not arrive, with the provider's credentials: the provider itself has no function for
 * it. Asked only while a run waits; never rejects.
 */
export async function lookAtRun({ tenantId, microsoftCloud, jobId, now }: LookedAt): Promise<ProvisioningLook> {
  try {
    // Loaded here: the sign-in's library costs seconds, which a run that waits for nobody need not pay.
    const { GraphClient } = await import("../../graph/client");
    const { credentialFor } = await import("../../graph/credential");
    const { azureEnvironment } = await import("../../graph/environment");
    const { lookAtProvisioning } = await import("../../graph/provisioning");
    const variables = azureadVariables();
    const cloud = await azureEnvironment(microsoftCloud, variables);
    const graph = new GraphClient(cloud, credentialFor(tenantId, cloud, variables), { calls: 0 });
    const jobPath = await new Promise<string>((resolve) => jobId.apply(resolve));
    return await lookAtProvisioning(graph, { jobPath, since: new Date(now.getTime() - LOG_MINUTES * 60_000) });
  } catch (error) {
    return { status: undefined, connection: undefined, log: [], unread: [`Entra cannot be asked why: ${sentence(error)}`] };
  }
}
