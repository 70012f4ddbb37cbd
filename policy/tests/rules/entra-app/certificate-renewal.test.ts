import { certificateRenewal } from "../../../rules/entra-app/certificate-renewal";
import { azuread } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { APP, certificate, SECOND, SP, TEMPLATED } from "./fixtures";

const SECOND_SP = resource(azuread.servicePrincipal, { clientId: UNKNOWN }, { name: "second-sp", refers: { clientId: SECOND } });
const ofSecond = (endDate: string) =>
  resource(
    azuread.tokenSigningCertificate,
    { servicePrincipalId: UNKNOWN, endDate },
    { name: "second", refers: { servicePrincipalId: SECOND_SP } },
  );

behaviours(certificateRenewal, {
  violates: {
    "one that ended earlier today": {
      given: [APP, SP, certificate("2026-11-23T11:00:00Z")],
      says: ["The last token signing certificate has ended; at least 30 must be left."],
    },
    "one that ends today": {
      given: [APP, SP, certificate("2026-11-23T13:00:00Z")],
      says: ["The last token signing certificate ends in 0 days; at least 30 must be left."],
    },
    "an app whose own certificate ends, while another's does not": {
      given: [APP, SP, certificate("2026-11-24T12:00:00Z"), SECOND, SECOND_SP, ofSecond("2028-01-01T00:00:00Z")],
      says: ["The last token signing certificate ends in 1 days; at least 30 must be left."],
    },
  },
  conforms: {},
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
