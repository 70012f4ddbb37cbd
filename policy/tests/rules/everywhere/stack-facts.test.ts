import { stackFacts } from "../../../rules/everywhere/stack-facts";
import { iam } from "../../../shared/types";
import { facts, resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";

behaviours(stackFacts, {
  violates: {
    "another stage": { given: facts({ stage: "prod" }), says: ['stage is "prod"; it must be production or development.'] },
    "what is no region": {
      given: facts({ homeRegion: "Ireland" }),
      says: ['homeRegion is "Ireland"; it must be a region such as eu-west-1.'],
    },
    "what is no tenant": {
      given: facts({ tenantId: "example.com" }),
      says: ['tenantId is "example.com"; it must be a UUID such as 22222222-2222-2222-2222-222222222222.'],
    },
    "eleven digits": {
      given: facts({ managementAccountId: "1".repeat(11) }),
      says: ['managementAccountId is "11111111111"; it must be an account id of twelve digits.'],
    },
    "thirteen digits in a list": {
      given: facts({ productionAccountIds: ["1".repeat(12), "1".repeat(13)] }),
      says: ['productionAccountIds is "1111111111111"; it must be account ids of twelve digits.'],
    },
    ...Object.fromEntries(
      [0, 367, 1.5].map((drillIntervalDays) => [
        `${drillIntervalDays} days between drills`,
        { given: facts({ drillIntervalDays }), says: [`drillIntervalDays is ${drillIntervalDays}; it must be whole days from 1 to 366.`] },
      ]),
    ),
    "a day that does not exist": {
      given: facts({ reportOnlyUntil: "2026-02-30" }),
      says: ['reportOnlyUntil is "2026-02-30"; it must be a day such as 2027-01-31.'],
    },
    "a day in words": {
      given: facts({ lastDrill: "yesterday" }),
      says: ['lastDrill is "yesterday"; it must be a day such as 2027-01-31.'],
    },
  },
  conforms: {
    "the facts of a stack": {
      given: facts({
        stage: "production",
        homeRegion: "us-gov-west-1",
        tenantId: "22222222-2222-2222-2222-2222AAAA2222",
        managementAccountId: "1".repeat(12),
        productionAccountIds: [],
        reportOnlyUntil: "2026-12-01",
        lastDrill: "",
      }),
    },
    none: { given: facts({ stage: "development" }) },
    "a day between drills": { given: facts({ drillIntervalDays: 1 }) },
    "a year between drills": { given: facts({ drillIntervalDays: 366 }) },
  },
  notes: {
    "a fact that is not known yet": {
      given: facts({ homeRegion: UNKNOWN }),
      says: [unknownNote("stack-facts", "homeRegion.0 of federation").replace(".0", "")],
    },
  },
  notApplicable: { "a user": { given: resource(iam.user, {}) } },
});
