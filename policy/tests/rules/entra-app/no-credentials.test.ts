import { noCredentials } from "../../../rules/entra-app/no-credentials";
import { azuread } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours } from "../../cases";
import { app, APP, ofApp, ofSp, SP } from "./fixtures";

const CREDENTIAL = ["It is a credential of Identity Center's app."];

behaviours(noCredentials, {
  violates: {
    "a password of the app's own": { given: [app({ password: { displayName: "x", value: "secret" } })], says: ["The app has a password."] },
    "a password that is not known yet": { given: [app({ password: UNKNOWN })], says: ["The app has a password."] },
    "a client secret": { given: [APP, ofApp(azuread.applicationPassword, { value: UNKNOWN })], says: CREDENTIAL },
    "a certificate": { given: [APP, ofApp(azuread.applicationCertificate)], says: CREDENTIAL },
    "a federated credential": { given: [APP, ofApp(azuread.applicationFederatedIdentityCredential)], says: CREDENTIAL },
    "a flexible one": { given: [APP, ofApp(azuread.applicationFlexibleFederatedIdentityCredential)], says: CREDENTIAL },
    "a secret of the service principal": { given: [APP, SP, ofSp(azuread.servicePrincipalPassword)], says: CREDENTIAL },
    "a certificate of the service principal": { given: [APP, SP, ofSp(azuread.servicePrincipalCertificate)], says: CREDENTIAL },
  },
  conforms: {
    "the app": { given: [app({ password: null }), SP, ofSp(azuread.tokenSigningCertificate)] },
    "an empty block, as state keeps it": { given: [app({ password: {} })] },
    "another app's secret": { given: [APP, resource(azuread.applicationPassword, { applicationId: "/applications/other" })] },
    "another app's password": { given: [APP, resource(azuread.application, { password: { displayName: "x" } }, { name: "hr" })] },
  },
  notApplicable: { "a stack without apps": { given: [SP] } },
});
