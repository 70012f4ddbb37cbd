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
    /* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports */
    const { GraphClient } = require("../../graph/client") as typeof import("../../graph/client");
    const { credentialFor } = require("../../graph/credential") as typeof import("../../graph/credential");
    const { azureEnvironment } = require("../../graph/environment") as typeof import("../../graph/environment");
    const { lookAtProvisioning } = require("../../graph/provisioning") as typeof import("../../graph/provisioning");
    /* eslint-enable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports */
    const variables = azureadVariables();
    const cloud = await azureEnvironment(microsoftCloud, variables);
    const graph = new GraphClient(cloud, credentialFor(tenantId, cloud, variables), { calls: 0 });
    const jobPath = await new Promise<string>((resolve) => jobId.apply(resolve));
    return await lookAtProvisioning(graph, { jobPath, since: new Date(now.getTime() - LOG_MINUTES * 60_000) });
  } catch (error) {
    return { status: undefined, connection: undefined, log: [], unread: [`Entra cannot be asked why: ${sentence(error)}`] };
  }
}
