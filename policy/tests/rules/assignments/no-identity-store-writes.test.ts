import { noIdentityStoreWrites } from "../../../rules/assignments/no-identity-store-writes";
import { iam, identitystore } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours } from "../../cases";

behaviours(noIdentityStoreWrites, {
  violates: {
    "a user": { given: resource(identitystore.user, {}), says: ["A program makes a User in the identity store."] },
    "a group": { given: resource(identitystore.group, {}), says: ["A program makes a Group in the identity store."] },
    "a membership, known or not": {
      given: resource(identitystore.groupMembership, { groupId: UNKNOWN }),
      says: ["A program makes a GroupMembership in the identity store."],
    },
  },
  conforms: { "what is configured": { given: resource(identitystore.user, {}, { name: "robot" }), config: { allowed: ["robot"] } } },
  notApplicable: { "a user of IAM's": { given: resource(iam.user, {}) } },
});
