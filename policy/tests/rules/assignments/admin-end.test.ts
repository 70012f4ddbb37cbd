import { adminEnd } from "../../../rules/assignments/admin-end";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { assignment } from "../../fixtures";
import { admin, copy, DEV, developer, notApplicable, PROD } from "./sets";

const given = [
  admin,
  copy,
  developer,
  assignment(admin, DEV, {}, "a"),
  assignment(copy, PROD, {}, "b"),
  assignment(developer, DEV, {}, "c"),
];

behaviours(adminEnd, {
  violates: {
    "an end 91 days ahead": {
      given,
      stackFacts: { accessEnds: ["Platform-Admin/2027-02-23"] },
      says: ["Platform-Admin is given until 2027-02-23, which is 91 days ahead; at most 90 are allowed."],
    },
    "the management account's double alone": {
      given: [copy, assignment(copy, PROD, {}, "b")],
      stackFacts: { accessEnds: ["Developer/2027-01-01", "Platform-Admin/2027-06-30"] },
      says: ["Platform-Admin is given until 2027-06-30, which is 218 days ahead; at most 90 are allowed."],
    },
    "more than configured, of a configured set": {
      given,
      config: { maxDays: 7, adminSets: ["Dev*"] },
      stackFacts: { accessEnds: ["Developer/2026-12-02", "Platform-Admin/2027-06-30"] },
      says: ["Developer is given until 2026-12-02, which is 8 days ahead; at most 7 are allowed."],
    },
    "what is no day": {
      given,
      stackFacts: { accessEnds: ["Platform-Admin/2027-02-30"] },
      says: ['Platform-Admin is given until "2027-02-30", which is no day such as 2027-01-31.'],
    },
  },
  conforms: {
    "an end 90 days ahead": { given, stackFacts: { accessEnds: ["Platform-Admin/2027-02-22"] } },
    "an end far ahead of another set": { given, stackFacts: { accessEnds: ["Developer/2029-01-01"] } },
    "administration without an end": { given, stackFacts: { accessEnds: [] } },
    "a stack that tells none": { given },
    "a set that nobody holds": {
      given: [developer, assignment(developer, DEV, {}, "c")],
      stackFacts: { accessEnds: ["Platform-Admin/2029-01-01"] },
    },
  },
  notes: {
    "a set that is not known yet": {
      given: [assignment("x", DEV, { permissionSetArn: UNKNOWN }, "a")],
      stackFacts: { accessEnds: ["Platform-Admin/2027-01-01"] },
      says: [unknownNote("assignment-admin-end", "permissionSetArn of a")],
    },
  },
  notApplicable,
});
