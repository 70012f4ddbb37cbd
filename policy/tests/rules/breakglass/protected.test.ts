import { breakglassProtected } from "../../../rules/breakglass/protected";
import { iam } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { ADA, ONE, user } from "./fixtures";

behaviours(breakglassProtected, {
  violates: { "a user that is not protected": { given: ONE, says: ["protect is not true."] } },
  conforms: {
    "a user that is": { given: { ...ONE, opts: { protect: true } } },
    "another user": { given: ADA },
    "a user without a name": { given: resource(iam.user, {}) },
  },
  notes: { "a name that is not known yet": { given: user(UNKNOWN, {}, "u"), says: [unknownNote("breakglass-protected", "name of u")] } },
  notApplicable: { "a role": { given: resource(iam.role, {}) } },
});
