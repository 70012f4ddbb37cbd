import { twoUsers } from "../../../rules/breakglass/two-users";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { ADA, notApplicable, ONE, TWO, user } from "./fixtures";

behaviours(twoUsers, {
  violates: {
    "one alone": { given: [ONE], says: ["The stack has breakglass-1 without breakglass-2; there must be 2."] },
    "one of them twice": {
      given: [ONE, TWO, user("breakglass-1", {}, "again")],
      says: ["The stack has 3 breakglass users; there must be 2."],
    },
    "two of three": {
      given: [ONE, TWO],
      config: { users: 3, breakglassUsers: ["breakglass-1", "breakglass-2", "b3"] },
      says: ["The stack has breakglass-1 and breakglass-2 without b3; there must be 3."],
    },
  },
  conforms: {
    both: { given: [ONE, TWO, ADA] },
    "a stack of other users": { given: [ADA] },
  },
  notes: {
    "a name that is not known yet": {
      given: [ONE, TWO, user(UNKNOWN, {}, "third")],
      says: [unknownNote("breakglass-two-users", "name of third")],
    },
  },
  notApplicable,
});
