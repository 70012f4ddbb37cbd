import { noUsers } from "../../../rules/iam/no-users";
import { iam } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { user } from "./fixtures";

behaviours(noUsers, {
  violates: {
    "a user of any other name": {
      given: user({ name: "deployer" }),
      says: ['The IAM user "deployer" is not one of breakglass-1 and breakglass-2.'],
    },
    "a user whose name Pulumi makes up": {
      given: user({}),
      says: ["name is not set, so that Pulumi makes one up; only breakglass-1 and breakglass-2 may exist."],
    },
    "a runbook name where the organization configured another": {
      given: user({ name: "breakglass-1" }),
      config: { breakglassUsers: ["rescue"] },
      says: ['The IAM user "breakglass-1" is not one of rescue.'],
    },
    "a name that is no text": { given: user({ name: { a: 1 } }), says: ["name is malformed; it must be text."] },
    "a name that the stack itself declares to be for emergencies": {
      given: user({ name: "me" }),
      stackFacts: { breakglassUsers: ["me"] },
      says: ['The IAM user "me" is not one of breakglass-1 and breakglass-2.'],
    },
  },
  conforms: {
    "a breakglass user": { given: user({ name: "breakglass-2" }) },
    "a configured name": { given: user({ name: "rescue" }), config: { breakglassUsers: ["rescue"] } },
  },
  notes: { "a name that is not known yet": { given: user({ name: UNKNOWN }), says: [unknownNote("iam-no-users", "name of it")] } },
  notApplicable: { "a role": { given: resource(iam.role, {}) } },
});
