import { certificateRenewal } from "../../../rules/entra-app/certificate-renewal";
import { azuread } from "../../../shared/types";
import { UNKNOWN, resource } from "../../../testing";
import { behaviours } from "../../cases";
import { APP, SECOND, SP, ofSp } from "./fixtures";

const SECOND_SP = resource(azuread.servicePrincipal, { clientId: UNKNOWN }, { name: "second-sp", refers: { clientId: SECOND } });
const certificate = (endDate: string, name = "2026") => ofSp(azuread.tokenSigningCertificate, { endDate }, name);
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
