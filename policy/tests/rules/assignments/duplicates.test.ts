import { duplicates } from "../../../rules/assignments/duplicates";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { assignment } from "../../fixtures";
import { admin, copy, DEV, notApplicable, PROD } from "./sets";

behaviours(duplicates, {
  violates: {
    "one that is made twice": {
      given: [admin, assignment(admin, DEV, {}, "a"), assignment(admin, DEV, {}, "b"), assignment(admin, DEV, {}, "c")],
      says: [
        "It is the same as a: one principal, one permission set, one account.",
        "It is the same as a: one principal, one permission set, one account.",
      ],
    },
    "one by ARN": {
      given: [assignment("arn:x", DEV, {}, "a"), assignment("arn:x", DEV, {}, "b")],
      says: ["It is the same as a: one principal, one permission set, one account."],
    },
  },
  conforms: {
    "another account": { given: [admin, assignment(admin, DEV), assignment(admin, PROD)] },
    "another set": { given: [admin, copy, assignment(admin, DEV, {}, "a"), assignment(copy, DEV, {}, "b")] },
    "another group": { given: [admin, assignment(admin, DEV, {}, "a"), assignment(admin, DEV, { principalId: "group-2" }, "b")] },
  },
  notes: {
    "groups that are not known yet": {
      given: [admin, assignment(admin, DEV, { principalId: UNKNOWN }, "a"), assignment(admin, DEV, { principalId: UNKNOWN }, "b")],
      says: [unknownNote("assignment-duplicates", "principalId of a, principalId of b")],
    },
    "many that are not known yet, shortened": {
      given: [admin, ...["a", "b", "c", "d", "e", "f", "g"].map((name) => assignment(admin, DEV, { principalId: UNKNOWN }, name))],
      says: [
        unknownNote(
          "assignment-duplicates",
          "principalId of a, principalId of b, principalId of c, principalId of d, principalId of e and 2 more",
        ),
      ],
    },
    "five that are not known yet, in full": {
      given: [admin, ...["a", "b", "c", "d", "e"].map((name) => assignment(admin, DEV, { principalId: UNKNOWN }, name))],
      says: [
        unknownNote("assignment-duplicates", "principalId of a, principalId of b, principalId of c, principalId of d, principalId of e"),
      ],
    },
  },
  notApplicable,
});
