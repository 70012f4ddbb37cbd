import { type Invoke } from "../../shared/table";
import * as iam from "./iam";
import * as identityCenter from "./identity-center";
import { getLogGroups, getQueues, getTopic } from "./messaging";
import * as organization from "./organization";
import { getPolicyDocument } from "./policy-document";
import { getCallerIdentity, getPartition, getRegion } from "./provider";
import { getBucket, getKey } from "./storage";

const { getInstances, getPermissionSet, getPermissionSets, getGroup, getGroups, getUser, getUsers, getGroupMemberships } = identityCenter;
const { getResources, ...organizations } = organization;

/** Pulumi's token of a function: `aws:ssoadmin/getInstances:getInstances`. */
function tokened(module: string, functions: Readonly<Record<string, Invoke>>): Record<string, Invoke> {
  return Object.fromEntries(Object.entries(functions).map(([name, invoke]) => [`aws:${module}/${name}:${name}`, invoke]));
}

/** The functions that this project uses. */
export const functions: Readonly<Record<string, Invoke>> = {
  ...tokened("index", { getCallerIdentity, getPartition, getRegion }),
  ...tokened("ssoadmin", { getInstances, getPermissionSet, getPermissionSets }),
  ...tokened("identitystore", { getGroup, getGroups, getUser, getUsers, getGroupMemberships }),
  ...tokened("organizations", organizations),
  ...tokened("resourcegroupstaggingapi", { getResources }),
  ...tokened("iam", { ...iam, getPolicyDocument }),
  ...tokened("s3", { getBucket }),
  ...tokened("kms", { getKey }),
  ...tokened("sns", { getTopic }),
  ...tokened("sqs", { getQueues }),
  ...tokened("cloudwatch", { getLogGroups }),
};
