import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { list, send } from "../cloud";
import { AwsError, during, orMissing } from "../failures";
import { pause, until } from "../pace";
import { regional } from "../traits";

/** Official time-out of a creation or deletion, in minutes. */
const minutes = 5;
/** The official plugin lets this many milliseconds pass before its first look at the request. */
const firstLookMs = 10_000;

interface Assignment {
  readonly PrincipalId: string;
  readonly PrincipalType: string;
  readonly TargetId: string;
  readonly TargetType: string;
  readonly PermissionSetArn: string;
  readonly InstanceArn: string;
}

function declared({ inputs }: Work): Assignment {
  return {
    PrincipalId: inputs["principalId"] as string,
    PrincipalType: inputs["principalType"] as string,
    TargetId: inputs["targetId"] as string,
    TargetType: inputs["targetType"] as string,
    PermissionSetArn: inputs["permissionSetArn"] as string,
    InstanceArn: inputs["instanceArn"] as string,
  };
}

function idOf(one: Assignment): string {
  return [one.PrincipalId, one.PrincipalType, one.TargetId, one.TargetType, one.PermissionSetArn, one.InstanceArn].join(",");
}

function parse(id: string): Assignment {
  const [PrincipalId = "", PrincipalType = "", TargetId = "", TargetType = "", PermissionSetArn = "", InstanceArn = ""] = id.split(",");
  if (InstanceArn === "" || id.split(",").length !== 6) {
    throw new Error(
      `unexpected format for ID (${id}), expected PRINCIPAL_ID,PRINCIPAL_TYPE,TARGET_ID,TARGET_TYPE,PERMISSION_SET_ARN,INSTANCE_ARN`,
    );
  }
  return { PrincipalId, PrincipalType, TargetId, TargetType, PermissionSetArn, InstanceArn };
}

/** There is no call for one assignment: all of the account and set are listed, for every resource, as officially. */
async function exists(wanted: Assignment, work: Work): Promise<boolean> {
  const { InstanceArn, PermissionSetArn, TargetId: AccountId } = wanted;
  const listing = list("ssoadmin", "ListAccountAssignments", { InstanceArn, PermissionSetArn, AccountId }, "AccountAssignments", work);
  const found = (await orMissing(listing)) ?? [];
  return found.some((one) => one["PrincipalId"] === wanted.PrincipalId && one["PrincipalType"] === wanted.PrincipalType);
}

/** `aws:ssoadmin/accountAssignment:AccountAssignment`. An assignment that exists is an error, never adopted. */
export const accountAssignment: ResourceType = regional({
  inputs: ["instanceArn", "permissionSetArn", "principalId", "principalType", "targetId", "targetType"],
  replaceOn: "*",
  async create(work) {
    const one = declared(work);
    const doing = `creating SSO Account Assignment for ${one.PrincipalType} (${one.PrincipalId})`;
    if (await during(doing, exists(one, work))) throw new Error(`${doing}: already exists`);
    const made = await during(doing, send("ssoadmin", "CreateAccountAssignment", { ...one }, work));
    await during(doing, finished(work, one, "Creation", made["AccountAssignmentCreationStatus"] as Props));
    return idOf(one);
  },
  async read(work) {
    const one = parse(work.id);
    if (!(await exists(one, work))) return undefined;
    return {
      instanceArn: one.InstanceArn,
      permissionSetArn: one.PermissionSetArn,
      principalId: one.PrincipalId,
      principalType: one.PrincipalType,
      targetId: one.TargetId,
      targetType: one.TargetType,
    };
  },
  async delete(work) {
    const one = parse(work.id);
    const doing = `deleting SSO Account Assignment for ${one.PrincipalType} (${one.PrincipalId})`;
    const started = await during(doing, orMissing(send("ssoadmin", "DeleteAccountAssignment", { ...one }, work)));
    if (started !== undefined) await during(doing, finished(work, one, "Deletion", started["AccountAssignmentDeletionStatus"] as Props));
  },
});

async function finished(work: Work, { InstanceArn }: Assignment, kind: "Creation" | "Deletion", started: Props): Promise<void> {
  const RequestId = started["RequestId"] as string;
  const wait = {
    for: `waiting for Account Assignment ${kind.toLowerCase()} (${RequestId})`,
    minutes,
    customSeconds: work.timeoutSeconds,
    signal: work.signal,
  };
  await pause(firstLookMs, work.signal);
  await until(wait, async () => {
    const operation = `DescribeAccountAssignment${kind}Status`;
    const answer = await send("ssoadmin", operation, { InstanceArn, [`AccountAssignment${kind}RequestId`]: RequestId }, work);
    const now = answer[`AccountAssignment${kind}Status`] as Props;
    if (now["Status"] === "FAILED") {
      const reason = String(now["FailureReason"]);
      // What was to be deleted is gone already.
      if (kind === "Deletion" && /not found|does not exist/i.test(reason)) return true;
      throw new AwsError(wait.for, "FAILED", undefined, `unexpected state 'FAILED', wanted target 'SUCCEEDED'. last error: ${reason}`);
    }
    return now["Status"] === "SUCCEEDED" ? true : undefined;
  });
}
