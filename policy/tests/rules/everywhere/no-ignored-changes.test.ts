import { noIgnoredChanges } from "../../../rules/everywhere/no-ignored-changes";
import { azuread, iam, identitystore, sns, ssoadmin } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours } from "../../cases";

const ignoring = (type: string, ...ignoreChanges: string[]) => resource(type, { any: UNKNOWN }, { opts: { ignoreChanges } });

behaviours(noIgnoredChanges, {
  violates: {
    "a session's length": { given: ignoring(ssoadmin.permissionSet, "sessionDuration"), says: ["ignoreChanges has sessionDuration."] },
    "a field of which nothing is known yet": {
      given: resource(ssoadmin.permissionSetInlinePolicy, { inlinePolicy: UNKNOWN }, { opts: { ignoreChanges: ["inlinePolicy"] } }),
      says: ["ignoreChanges has inlinePolicy."],
    },
    everything: { given: ignoring(iam.user, "*"), says: ["ignoreChanges has *."] },
    "a part of a field": {
      given: ignoring(azuread.conditionalAccessPolicy, "conditions.users[0]", "state"),
      says: ["ignoreChanges has conditions.users[0] and state."],
    },
    "a password's other fields": { given: ignoring(iam.userLoginProfile, "pgpKey", "user"), says: ["ignoreChanges has user."] },
    "a type without harmless fields": {
      given: ignoring(ssoadmin.accountAssignment, "principalId"),
      says: ["ignoreChanges has principalId."],
    },
    "an attachment from the other side": { given: ignoring(iam.policyAttachment, "users"), says: ["ignoreChanges has users."] },
    "who is in a group": { given: ignoring(identitystore.groupMembership, "memberId"), says: ["ignoreChanges has memberId."] },
    "whom an alarm reaches": { given: ignoring(sns.topicSubscription, "endpoint"), says: ["ignoreChanges has endpoint."] },
  },
  conforms: {
    "nothing ignored": { given: ignoring(ssoadmin.permissionSet) },
    "a password's creation-only fields": { given: ignoring(iam.userLoginProfile, "pgpKey", "passwordLength", "passwordResetRequired") },
    "tags, and one of them": { given: ignoring(ssoadmin.permissionSet, "tags", 'tags["owner"]', '["description"]') },
    "an access key's creation-only field": { given: ignoring(iam.accessKey, "pgpKey") },
    "what triggers a call": { given: ignoring(azuread.synchronizationJobProvisionOnDemand, "triggers") },
  },
  notApplicable: { "a bucket": { given: ignoring("aws:s3/bucket:Bucket", "policy") } },
});
