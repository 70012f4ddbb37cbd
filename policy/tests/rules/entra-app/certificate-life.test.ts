import { certificateLife } from "../../../rules/entra-app/certificate-life";
import { azuread } from "../../../shared/types";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { certificate, ofSp } from "./fixtures";

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
