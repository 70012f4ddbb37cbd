import { noAccessKeys } from "../../../rules/iam/no-access-keys";
import { iam } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { user } from "./fixtures";

behaviours(noAccessKeys, {
  violates: {
    "the key of another user": {
      given: resource(iam.accessKey, { user: "deployer" }),
      says: ['The access key belongs to "deployer", which is no breakglass user.'],
    },
    "a key of nobody": { given: resource(iam.accessKey, {}), says: ["user is not set; an access key must belong to a breakglass user."] },
    "a service-specific credential, a breakglass user's too": {
      given: resource(iam.serviceSpecificCredential, { userName: "breakglass-1" }),
      says: ["Only access keys of breakglass users may exist; this is another kind of long-lived credential."],
    },
    "an SSH key": {
      given: resource(iam.sshKey, { username: "breakglass-1" }),
      says: ["Only access keys of breakglass users may exist; this is another kind of long-lived credential."],
    },
    "a signing certificate": {
      given: resource(iam.signingCertificate, { userName: "breakglass-1" }),
      says: ["Only access keys of breakglass users may exist; this is another kind of long-lived credential."],
    },
  },
  conforms: { "a breakglass user's key": { given: resource(iam.accessKey, { user: "breakglass-1" }) } },
  notes: {
    "a user that is not known yet": {
      given: resource(iam.accessKey, { user: UNKNOWN }),
      says: [unknownNote("iam-no-access-keys", "user of it")],
    },
  },
  notApplicable: { "a user": { given: user({}) } },
});
