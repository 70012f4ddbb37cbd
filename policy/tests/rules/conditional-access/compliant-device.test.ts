import { compliantDevice } from "../../../rules/conditional-access/compliant-device";
import { azuread } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { APP, DEVELOPMENT, notApplicable, OTHER, type Parts, policy } from "./fixtures";

const DEVICE: Parts = { users: { includedUsers: [], includedGroups: ["admins"] }, grant: { builtInControls: ["compliantDevice"] } };
const stackFacts = { compliantDeviceGroupIds: ["admins"] };
const NO_DEVICE = ['No Conditional Access policy asks the group "admins" for a compliant device.'];

behaviours(compliantDevice, {
  violates: {
    "a group without a policy": { given: [APP, policy()], stackFacts, says: NO_DEVICE },
    "a configured group": {
      given: [APP, policy(DEVICE)],
      config: { compliantDeviceGroups: ["other"] },
      stackFacts,
      says: ['No Conditional Access policy asks the group "other" for a compliant device.'],
    },
    "MFA as a way around": {
      given: [APP, policy({ ...DEVICE, grant: { builtInControls: ["compliantDevice", "mfa"] } })],
      stackFacts,
      says: NO_DEVICE,
    },
    "a group that is excluded": {
      given: [APP, policy({ ...DEVICE, users: { includedUsers: ["All"], excludedGroups: ["admins"] } })],
      stackFacts,
      says: NO_DEVICE,
    },
    "browsers only": { given: [APP, policy({ ...DEVICE, conditions: { clientAppTypes: ["browser"] } })], stackFacts, says: NO_DEVICE },
    "some platforms": {
      given: [APP, policy({ ...DEVICE, conditions: { platforms: { includedPlatforms: ["iOS"] } } })],
      stackFacts,
      says: NO_DEVICE,
    },
    "some places": {
      given: [APP, policy({ ...DEVICE, conditions: { locations: { includedLocations: ["abroad"] } } })],
      stackFacts,
      says: NO_DEVICE,
    },
    "a policy that is off": { given: [APP, policy({ ...DEVICE, state: "disabled" })], stackFacts, says: NO_DEVICE },
    "another app": { given: [APP, policy({ ...DEVICE, applications: { includedApplications: ["other"] } })], stackFacts, says: NO_DEVICE },
  },
  conforms: {
    "a device for the group": { given: [APP, policy(DEVICE)], stackFacts },
    "a device for each kind of client by name": {
      given: [
        APP,
        policy({ ...DEVICE, conditions: { clientAppTypes: ["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "other"] } }),
      ],
      stackFacts,
    },
    "one policy that asks, beside one whose groups are not known yet": {
      given: [APP, policy(DEVICE), policy({ ...DEVICE, users: { includedUsers: [], includedGroups: [UNKNOWN] } }, "more")],
      stackFacts,
    },
    "a device for everybody": { given: [APP, policy({ ...DEVICE, users: {} })], stackFacts },
    "a stack that tells no groups": { given: [APP] },
    "an app of something else": { given: [OTHER], stackFacts },
  },
  notes: {
    "a group that is not known yet": {
      given: [APP, policy({ ...DEVICE, users: { includedUsers: [], includedGroups: ["others", UNKNOWN] } })],
      stackFacts,
      says: [unknownNote("conditional-access-compliant-device", "conditions.users.includedGroups.1 of mfa")],
    },
    "an exclusion that is not known yet": {
      given: [APP, policy({ ...DEVICE, users: { includedGroups: ["admins"], excludedGroups: [UNKNOWN] } })],
      stackFacts,
      says: [unknownNote("conditional-access-compliant-device", "conditions.users.excludedGroups.0 of mfa")],
    },
    "groups that the stack does not know yet": {
      given: [APP, policy(DEVICE)],
      stackFacts: { compliantDeviceGroupIds: UNKNOWN },
      says: [unknownNote("conditional-access-compliant-device", "compliantDeviceGroupIds")],
    },
    "a group without a policy in development": { given: [APP], stackFacts: { ...stackFacts, ...DEVELOPMENT }, says: NO_DEVICE },
    "conditions that are not known yet": {
      given: [APP, resource(azuread.conditionalAccessPolicy, { conditions: UNKNOWN }, { name: "p" })],
      stackFacts,
      says: [unknownNote("conditional-access-compliant-device", "conditions of p")],
    },
  },
  notApplicable,
});
