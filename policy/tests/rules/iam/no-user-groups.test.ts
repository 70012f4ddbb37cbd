import { noUserGroups } from "../../../rules/iam/no-user-groups";
import { iam } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";

behaviours(noUserGroups, {
  violates: {
    "a user with groups": {
      given: resource(iam.userGroupMembership, { user: "breakglass-1", groups: ["admins"] }),
      says: ["The IAM user is in groups."],
    },
    "a group with members": {
      given: resource(iam.groupMembership, { group: "admins", users: ["ada"] }),
      says: ["The group has IAM users as members."],
    },
    "a group whose members are not known one by one": {
      given: resource(iam.groupMembership, { users: [UNKNOWN] }),
      says: ["The group has IAM users as members."],
    },
  },
  conforms: {
    "an empty membership": { given: resource(iam.groupMembership, { group: "admins", users: [], groups: ["x"] }) },
    "a user without groups": { given: resource(iam.userGroupMembership, { user: "u", groups: [], users: ["x"] }) },
  },
  notes: {
    "members that are not known yet": {
      given: resource(iam.groupMembership, { users: UNKNOWN }),
      says: [unknownNote("iam-no-user-groups", "users of it")],
    },
  },
});
