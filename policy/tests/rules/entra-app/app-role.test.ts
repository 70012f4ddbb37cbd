import { USER_APP_ROLE } from "../../../../contract/gallery-app";
import { appRole } from "../../../rules/entra-app/app-role";
import { azuread } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { APP, ofSp, SP } from "./fixtures";

const role = (appRoleId: unknown) => ofSp(azuread.appRoleAssignment, { appRoleId }, "role", "resourceObjectId");

behaviours(appRole, {
  violates: {
    "another role": {
      given: [APP, SP, role("e7f1a7f3-9eda-48e0-9963-bd67bf531afd")],
      says: [`appRoleId is "e7f1a7f3-9eda-48e0-9963-bd67bf531afd"; it must be ${USER_APP_ROLE} (User).`],
    },
    none: { given: [APP, SP, role(undefined)], says: [`appRoleId is not set; it must be ${USER_APP_ROLE} (User).`] },
  },
  conforms: {
    User: { given: [APP, SP, role(USER_APP_ROLE.toUpperCase())] },
    "another app's role": { given: [APP, SP, resource(azuread.appRoleAssignment, { appRoleId: "x", resourceObjectId: "y" })] },
  },
  notes: {
    "a role that is not known yet": { given: [APP, SP, role(UNKNOWN)], says: [unknownNote("entra-app-role-user", "appRoleId of role")] },
  },
  notApplicable: { "a stack without roles": { given: [APP, SP] } },
});
