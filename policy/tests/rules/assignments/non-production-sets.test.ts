import { nonProductionSets } from "../../../rules/assignments/non-production-sets";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { assignment, permissionSet } from "../../fixtures";
import { DEV, developer, notApplicable, PROD } from "./sets";

const tagged = permissionSet("Playground", { tags: { "federation:nonProductionOnly": "true" } });
const stackFacts = { productionAccountIds: [PROD] };

behaviours(nonProductionSets, {
  violates: {
    "Developer on a production account": {
      given: [developer, assignment(developer, PROD)],
      stackFacts,
      says: [`Developer is assigned on the production account ${PROD}.`],
    },
    "a set that is tagged": {
      given: [tagged, assignment(tagged, PROD)],
      stackFacts,
      says: [`Playground is assigned on the production account ${PROD}.`],
    },
    "a set that the stack tells": {
      given: [permissionSet("Lab"), assignment(permissionSet("Lab"), PROD)],
      stackFacts: { ...stackFacts, nonProductionOnlySets: ["Lab"] },
      says: [`Lab is assigned on the production account ${PROD}.`],
    },
    "a set that is configured": {
      given: [permissionSet("Lab"), assignment(permissionSet("Lab"), PROD)],
      stackFacts,
      config: { nonProductionSets: ["La?"] },
      says: [`Lab is assigned on the production account ${PROD}.`],
    },
    "a set outside of the stack, by its ARN": {
      given: [assignment("arn:lab", PROD)],
      stackFacts,
      config: { nonProductionSets: ["arn:lab"] },
      says: [`arn:lab is assigned on the production account ${PROD}.`],
    },
    "a set of the core, by the name that the core tells": {
      given: [assignment("arn:lab", PROD, {}, "a"), assignment("arn:other", PROD, {}, "b")],
      stackFacts: {
        ...stackFacts,
        core: "prod",
        permissionSetArns: { Lab: "arn:lab", Other: UNKNOWN },
        nonProductionOnlySets: ["Lab", "Other"],
      },
      says: [`Lab is assigned on the production account ${PROD}.`],
    },
    "an account that is configured": {
      given: [developer, assignment(developer, DEV)],
      config: { productionAccounts: ["2222*"] },
      says: [`Developer is assigned on the production account ${DEV}.`],
    },
    "an assignment that is named after a production account": {
      given: [developer, assignment(developer, DEV, {}, "Developer/devs/shop-prod")],
      config: { productionAssignments: ["*-prod"] },
      says: ["Developer is assigned on a production account, by the name of the assignment."],
    },
  },
  conforms: {
    "Developer elsewhere": { given: [developer, assignment(developer, DEV)], stackFacts },
    "another set on a production account": {
      given: [permissionSet("Ops", { tags: { "federation:nonProductionOnly": "false" } }), assignment(permissionSet("Ops"), PROD)],
      stackFacts,
    },
    "an account that configuration does not count": {
      given: [developer, assignment(developer, PROD)],
      stackFacts,
      config: { productionAccounts: [] },
    },
    "a set that cannot be told": { given: [assignment("arn:x", PROD)], stackFacts },
  },
  notes: {
    "production accounts that are not known yet": {
      given: [developer, assignment(developer, PROD)],
      stackFacts: { productionAccountIds: UNKNOWN },
      says: [unknownNote("assignment-non-production-sets", "productionAccountIds")],
    },
    "an account that is not known yet": {
      given: [developer, assignment(developer, UNKNOWN, {}, "a")],
      stackFacts,
      says: [unknownNote("assignment-non-production-sets", "targetId of a")],
    },
  },
  notApplicable,
});
