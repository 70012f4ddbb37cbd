import { unmanagedApart } from "../../../rules/everywhere/unmanaged-apart";
import { azuread, iam } from "../../../shared/types";
import { facts, resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { set } from "./fixtures";

const leftAlone = (...unmanaged: string[]) => ({ unmanaged });

behaviours(unmanagedApart, {
  violates: {
    "a set that the stack makes": {
      given: [facts(leftAlone("permissionSets Legacy-*")), set({ name: "Legacy-Admin" })],
      says: ['unmanaged leaves the permission set "Legacy-Admin" alone ("Legacy-*"), which this stack makes.'],
    },
    "a policy and a user that the stack makes": {
      given: [
        facts(leftAlone("conditionalAccess AWS: *", "iamUsers breakglass-?")),
        resource(azuread.conditionalAccessPolicy, { displayName: "AWS: multifactor" }),
        resource(iam.user, { name: "breakglass-1" }),
      ],
      says: [
        'unmanaged leaves the Conditional Access policy "AWS: multifactor" alone ("AWS: *"), which this stack makes.',
        'unmanaged leaves the IAM user "breakglass-1" alone ("breakglass-?"), which this stack makes.',
      ],
    },
    "everything of a kind": {
      given: [facts(leftAlone("groups *", "iamUsers ?*"))],
      says: ['unmanaged leaves all groups alone ("*").', 'unmanaged leaves all iamUsers alone ("?*").'],
    },
  },
  conforms: {
    "what is beside the stack": {
      given: [
        facts(leftAlone("permissionSets Legacy-*", "groups portal", "iamUsers ses-*")),
        set({ name: "Developer" }),
        resource(iam.user, { name: "b" }),
      ],
    },
    "a kind that another thing bears": { given: [facts(leftAlone("iamUsers Legacy-*")), set({ name: "Legacy-Admin" })] },
    "nothing left alone": { given: [facts({}), set({ name: "Developer" })] },
  },
  both: {
    "a name that is not known yet": {
      given: [facts(leftAlone("permissionSets *")), set({ name: UNKNOWN })],
      says: ['unmanaged leaves all permissionSets alone ("*").'],
      notes: [unknownNote("unmanaged-apart", "name of it")],
    },
  },
  notApplicable: { "a user": { given: [resource(iam.user, {})] } },
});
