import { certificateLife } from "../../../rules/entra-app/certificate-life";
import { certificateRenewal } from "../../../rules/entra-app/certificate-renewal";
import { noCredentials } from "../../../rules/entra-app/no-credentials";
import { azuread } from "../../../shared/types";
import { UNKNOWN, resource } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { app, APP, SP, ofSp, ofApp, TEMPLATED, SECOND } from "./fixtures";

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

const certificate = (endDate: unknown, name = "2026") => ofSp(azuread.tokenSigningCertificate, { endDate }, name);
behaviours(certificateLife, {
  violates: {
    "no end": { given: certificate(undefined), says: ["endDate is not set; the end of the certificate must be known."] },
    "a day without a time": {
      given: certificate("2029-01-01"),
      says: ['endDate is "2029-01-01"; it must be a time such as 2029-09-30T00:00:00Z.'],
    },
    "a time that does not exist": {
      given: certificate("2029-13-01T00:00:00Z"),
      says: ['endDate is "2029-13-01T00:00:00Z"; it must be a time such as 2029-09-30T00:00:00Z.'],
    },
    "a day longer than three years": {
      given: certificate("2029-11-24T12:00:00Z"),
      says: ["endDate is 1097 days ahead; at most 1096 are allowed."],
    },
    "longer than configured": {
      given: certificate("2027-11-24T12:00:00Z"),
      config: { maxDays: 365 },
      says: ["endDate is 366 days ahead; at most 365 are allowed."],
    },
  },
  conforms: {
    "three years": { given: certificate("2029-11-23T12:00:00Z") },
    "one that has ended": { given: certificate("2020-01-01T00:00:00+02:00") },
  },
  notes: {
    "an end that is not known yet": { given: certificate(UNKNOWN), says: [unknownNote("entra-certificate-life", "endDate of 2026")] },
  },
  notApplicable: { "another kind of certificate": { given: ofSp(azuread.servicePrincipalCertificate) } },
});

behaviours(certificateRenewal, {
  violates: {
    "29 days": {
      given: [APP, SP, certificate("2026-12-23T11:59:59Z")],
      says: ["The last token signing certificate ends in 29 days; at least 30 must be left."],
    },
    "one that has ended": {
      given: [APP, SP, certificate("2026-11-22T00:00:00Z")],
      says: ["The last token signing certificate has ended; at least 30 must be left."],
    },
    "one that ends today": {
      given: [APP, SP, certificate("2026-11-23T13:00:00Z")],
      says: ["The last token signing certificate ends in 0 days; at least 30 must be left."],
    },
    "fewer than configured": {
      given: [APP, SP, certificate("2026-12-23T12:00:00Z")],
      config: { minDays: 31 },
      says: ["The last token signing certificate ends in 30 days; at least 31 must be left."],
    },
    "that of an app from its template": {
      given: [
        TEMPLATED,
        resource(
          azuread.tokenSigningCertificate,
          { servicePrincipalId: UNKNOWN, endDate: "2026-12-01T00:00:00Z" },
          { name: "c", refers: { servicePrincipalId: TEMPLATED } },
        ),
      ],
      says: ["The last token signing certificate ends in 7 days; at least 30 must be left."],
    },
    "that of one app, beside another's that lasts": {
      given: [
        APP,
        SP,
        certificate("2029-01-01T00:00:00Z"),
        { ...SECOND, props: { ...SECOND.props, clientId: "second" } },
        resource(azuread.servicePrincipal, { clientId: "second" }, { name: "second-sp" }),
        resource(
          azuread.tokenSigningCertificate,
          { servicePrincipalId: UNKNOWN, endDate: "2026-12-01T00:00:00Z" },
          { name: "c", refers: { servicePrincipalId: resource(azuread.servicePrincipal, {}, { name: "second-sp" }) } },
        ),
      ],
      says: ["The last token signing certificate ends in 7 days; at least 30 must be left."],
    },
    "an end that is no time": {
      given: [APP, SP, certificate("soon")],
      says: ["The last token signing certificate has ended; at least 30 must be left."],
    },
  },
  conforms: {
    "thirty days": { given: [APP, SP, certificate("2026-12-23T12:00:00Z")] },
    "an old one beside a new one": { given: [APP, SP, certificate("2026-11-01T00:00:00Z"), certificate("2029-01-01T00:00:00Z", "2029")] },
    "another app's": {
      given: [
        APP,
        SP,
        resource(azuread.tokenSigningCertificate, { servicePrincipalId: "/servicePrincipals/x", endDate: "2020-01-01T00:00:00Z" }),
      ],
    },
  },
  notes: {
    "an end that is not known yet": {
      given: [APP, SP, certificate(UNKNOWN), certificate("2020-01-01T00:00:00Z", "2020")],
      says: [unknownNote("entra-certificate-renewal", "endDate of 2026")],
    },
  },
  notApplicable: { "a stack without certificates": { given: [APP, SP] } },
});
