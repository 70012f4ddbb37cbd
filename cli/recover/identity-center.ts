import { paginateListAccountAssignmentCreationStatus } from "@aws-sdk/client-sso-admin";
import pWaitFor from "p-wait-for";
import { STACK_TAG } from "../../contract/tags";
import { everyItem } from "../clouds/aws";
import type { IdentityCenterReader } from "../clouds/identity-center";
import { CannotLook, needed, type Recovery } from "./finder";
import { stackMark } from "./proof";

/** What the Identity Center finders ask. */
export interface IdentityCenterClouds {
  readonly identityCenter: IdentityCenterReader;
}

/** Whether a permission set carries this stack's own tag. */
export async function isMarked(
  identityCenter: IdentityCenterReader,
  instanceArn: string,
  arn: string,
  mark: string | undefined,
): Promise<boolean> {
  return mark !== undefined && (await identityCenter.tags(instanceArn, arn)).get(STACK_TAG) === mark;
}

const put = "writing it again gives the same result";

/** How Identity Center's resource types are recovered. Ids as the provider imports them. */
export const identityCenterRecoveries: Readonly<Record<string, Recovery<IdentityCenterClouds>>> = {
  "aws:ssoadmin/permissionSet:PermissionSet": {
    find: async (resource, { identityCenter }) => {
      const [name, instanceArn] = [needed(resource, "name"), needed(resource, "instanceArn")];
      const found = (await identityCenter.permissionSets(instanceArn)).filter((set) => set.name === name);
      // The set and its tags are made in one request: without the tag it is not what this operation made.
      const mark = stackMark(resource);
      return Promise.all(
        found.map(async ({ arn, created }) => ({
          id: `${arn},${instanceArn}`,
          description: `permission set ${name} (${arn})`,
          ...(created === undefined ? {} : { created }),
          ...(mark === undefined ? {} : { marked: await isMarked(identityCenter, instanceArn, arn, mark) }),
        })),
      );
    },
  },
  "aws:ssoadmin/accountAssignment:AccountAssignment": {
    find: async (resource, { identityCenter }) => {
      const value = (name: string) => needed(resource, name);
      const [instanceArn, set, account] = [value("instanceArn"), value("permissionSetArn"), value("targetId")];
      const [principal, type] = [value("principalId"), value("principalType")];
      await settledCreations(identityCenter, instanceArn);
      const found = await identityCenter.assignmentsIn(instanceArn, set, account);
      return found
        .filter(({ principalId, principalType }) => principalId === principal && principalType === type)
        .map(() => ({
          id: [principal, type, account, value("targetType"), set, instanceArn].join(","),
          description: `assignment of ${type.toLowerCase()} ${principal} in ${account}`,
        }));
    },
  },
  "aws:ssoadmin/instanceAccessControlAttributes:InstanceAccessControlAttributes": {
    find: async (resource, { identityCenter }) => {
      const instanceArn = needed(resource, "instanceArn");
      const found = await identityCenter.accessControlAttributes(instanceArn);
      return found === undefined ? [] : [{ id: instanceArn, description: "attributes for access control" }];
    },
  },
  "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive": { repeatable: put },
  "aws:ssoadmin/customerManagedPolicyAttachmentsExclusive:CustomerManagedPolicyAttachmentsExclusive": { repeatable: put },
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": { repeatable: put },
  "aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment": { repeatable: put },
};

/** How long assignments that AWS is still making are waited for, in seconds, and how often it is asked. */
const patienceSeconds = 120;
const pollSeconds = 2;

/**
 * An assignment is made in the background: as long as one is under way, a listing without it proves nothing. Those that
 * begin later are another run's, such as that of another stack of the federation.
 */
async function settledCreations({ client }: IdentityCenterReader, InstanceArn: string): Promise<void> {
  const until = Date.now() + patienceSeconds * 1000;
  let awaited: ReadonlySet<string | undefined> | undefined;
  const isSettled = async (): Promise<boolean> => {
    const found = await everyItem(
      paginateListAccountAssignmentCreationStatus({ client }, { InstanceArn, Filter: { Status: "IN_PROGRESS" } }),
      (page) => page.AccountAssignmentsCreationStatus,
    );
    const underWay = found.filter(({ Status }) => Status === undefined || Status === "IN_PROGRESS").map(({ RequestId }) => RequestId);
    awaited ??= new Set(underWay);
    if (!underWay.some((request) => awaited?.has(request))) return true;
    if (Date.now() > until) throw new CannotLook(`AWS is still making assignments after ${patienceSeconds} seconds; try again later`);
    return false;
  };
  await pWaitFor(isSettled, { interval: pollSeconds * 1000 });
}
