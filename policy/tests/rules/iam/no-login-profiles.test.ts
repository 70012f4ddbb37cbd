import { noLoginProfiles } from "../../../rules/iam/no-login-profiles";
import { iam } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";

behaviours(noLoginProfiles, {
  violates: {
    "another user's password": {
      given: resource(iam.userLoginProfile, { user: "ada" }),
      says: ['The login profile belongs to "ada", which is no breakglass user.'],
    },
    "a password of nobody": {
      given: resource(iam.userLoginProfile, {}),
      says: ["user is not set; a login profile must belong to a breakglass user."],
    },
  },
  conforms: { "a breakglass user's password": { given: resource(iam.userLoginProfile, { user: "breakglass-2" }) } },
  notes: {
    "a user that is not known yet": {
      given: resource(iam.userLoginProfile, { user: UNKNOWN }),
      says: [unknownNote("iam-no-login-profiles", "user of it")],
    },
  },
});
