import { noSamlProviders } from "../../../rules/iam/no-saml-providers";
import { iam } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";

behaviours(noSamlProviders, {
  violates: {
    "a provider": { given: resource(iam.samlProvider, { name: "okta" }), says: ['The SAML provider "okta" goes around Identity Center.'] },
    "a provider without a name, by its resource's": {
      given: resource(iam.samlProvider, {}, { name: "adfs" }),
      says: ['The SAML provider "adfs" goes around Identity Center.'],
    },
  },
  conforms: {
    "a configured one": { given: resource(iam.samlProvider, { name: "emergency-1" }), config: { allowedProviders: ["emergency-*"] } },
  },
  notes: {
    "a name that is not known yet": {
      given: resource(iam.samlProvider, { name: UNKNOWN }),
      says: [unknownNote("iam-no-saml-providers", "name of it")],
    },
  },
});
