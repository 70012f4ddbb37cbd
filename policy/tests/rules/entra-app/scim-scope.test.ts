import { scimScope } from "../../../rules/entra-app/scim-scope";
import { azuread } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { SCIM, secret, to } from "./fixtures";

const all = (value: unknown) => ({ key: "SyncAll", value });

behaviours(scimScope, {
  violates: {
    everybody: { given: to(SCIM, all("true")), says: ["SyncAll is not false."] },
    "what is not said": { given: to(SCIM), says: ["SyncAll is not among the credentials, so that the portal's setting decides."] },
  },
  conforms: {
    "assigned ones": { given: to(SCIM, all("false")) },
    "another spelling of false": { given: to(SCIM, all("False")) },
    "another app's provisioning": { given: to("https://hr.example.com/scim", all("true")) },
    "what has no address": { given: secret(all("true")) },
  },
  notes: {
    "a value that is not known yet": {
      given: to(SCIM, all(UNKNOWN)),
      says: [unknownNote("entra-scim-scope", "credentials.2.value of secret")],
    },
  },
  remedies: {
    everybody: {
      given: resource(azuread.synchronizationSecret, {
        credentials: [{ key: "BaseAddress", value: SCIM }, all("true"), { key: "SecretToken", value: "t" }],
      }),
      leaves: { credentials: [{ key: "BaseAddress", value: SCIM }, all("false"), { key: "SecretToken", value: "t" }] },
    },
    "what is not said, beside what is not known yet": {
      given: resource(azuread.synchronizationSecret, { servicePrincipalId: UNKNOWN, credentials: [{ key: "BaseAddress", value: SCIM }] }),
      leaves: { servicePrincipalId: UNKNOWN, credentials: [{ key: "BaseAddress", value: SCIM }, all("false")] },
    },
    "everybody, said first": {
      given: resource(azuread.synchronizationSecret, { credentials: [all("true"), { key: "BaseAddress", value: SCIM }] }),
      leaves: { credentials: [all("false"), { key: "BaseAddress", value: SCIM }] },
    },
    "nothing where it is right": { given: to(SCIM, all("false")), leaves: undefined },
    "nothing of another app": { given: to("https://hr.example.com/scim", all("true")), leaves: undefined },
    "nothing without an address": { given: secret(all("true")), leaves: undefined },
  },
});
