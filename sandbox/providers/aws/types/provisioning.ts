import { PartialFailure } from "../../shared/failure";
import { type Work } from "../../shared/table";
import { send } from "../cloud";
import { until } from "../pace";

/** Official time-out of a re-provisioning, in minutes. */
const minutes = 10;

/**
 * Brings a changed permission set to every account that has it, and waits: the official plugin does so after each
 * change of a policy or of the set itself.
 */
export async function provision(work: Work): Promise<void> {
  const target = { InstanceArn: work.inputs["instanceArn"] as unknown, PermissionSetArn: work.inputs["permissionSetArn"] as unknown };
  const started = await send("ssoadmin", "ProvisionPermissionSet", { ...target, TargetType: "ALL_PROVISIONED_ACCOUNTS" }, work);
  const request = started["PermissionSetProvisioningStatus"]?.["RequestId"] as unknown;
  const waitingFor = `waiting for SSO Permission Set (${String(target.PermissionSetArn)}) provision`;
  await until({ for: waitingFor, minutes, customSeconds: work.timeoutSeconds, signal: work.signal }, async () => {
    const input = { InstanceArn: target.InstanceArn, ProvisionPermissionSetRequestId: request };
    const { PermissionSetProvisioningStatus: now } = await send("ssoadmin", "DescribePermissionSetProvisioningStatus", input, work);
    if (now?.["Status"] === "FAILED") {
      throw new Error(`${waitingFor}: unexpected state 'FAILED', wanted target 'SUCCEEDED'. last error: ${String(now["FailureReason"])}`);
    }
    return now?.["Status"] === "SUCCEEDED" ? true : undefined;
  });
}

/**
 * Provisions after something was attached: when that fails the attachment is there all the same, and stays in state.
 */
export async function provisionAttached(work: Work, id: string): Promise<string> {
  try {
    await provision(work);
  } catch (error) {
    throw new PartialFailure(id, error);
  }
  return id;
}
