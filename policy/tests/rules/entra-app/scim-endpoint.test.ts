import { scimEndpoint } from "../../../rules/entra-app/scim-endpoint";
import { azuread } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { APP, SCIM, secret, SP, to } from "./fixtures";

const NO_ENDPOINT = "BaseAddress is no SCIM endpoint of AWS's.";

/** A secret for a service principal of which the stack knows no more than its id. */
const foreign = (...credentials: unknown[]) =>
  resource(azuread.synchronizationSecret, { servicePrincipalId: "6a1c3f9e-7d3b-4f0e-9a58-0b8f6f1f2c11", credentials }, { name: "foreign" });
const foreignTo = (value: unknown) => foreign({ key: "BaseAddress", value }, { key: "SecretToken", value: "s3cr3t" });

behaviours(scimEndpoint, {
  violates: {
    "no address": {
      given: [APP, SP, secret({ key: "SecretToken", value: "s3cr3t" })],
      says: ["BaseAddress is missing among the credentials."],
    },
    "another host": {
      given: [APP, SP, to("https://scim.eu-west-1.amazonaws.com.evil.example/x/scim/v2/")],
      says: ["BaseAddress is no SCIM endpoint of AWS's."],
    },
    http: { given: [APP, SP, to(SCIM.replace("https", "http"))], says: ["BaseAddress is no SCIM endpoint of AWS's."] },
    "another path": {
      given: [APP, SP, to("https://scim.eu-west-1.amazonaws.com/x/")],
      says: ["BaseAddress is no SCIM endpoint of AWS's."],
    },
    "another port": { given: [APP, SP, to(SCIM.replace(".com", ".com:444"))], says: ["BaseAddress is no SCIM endpoint of AWS's."] },
    "a user name": { given: [APP, SP, to(SCIM.replace("scim.eu", "u@scim.eu"))], says: ["BaseAddress is no SCIM endpoint of AWS's."] },
    "another region than home": {
      given: [APP, SP, to(SCIM)],
      stackFacts: { homeRegion: "us-east-1" },
      says: ["BaseAddress is in eu-west-1; the home region is us-east-1."],
    },
    "what only looks like AWS, for an app that cannot be told": {
      given: [foreignTo("https://scim.eu-west-1.amazonaws.com.evil.example/0a1b-2c/scim/v2/")],
      says: [NO_ENDPOINT],
    },
    "the same beside Identity Center's app": {
      given: [APP, SP, to(SCIM), foreignTo("https://scim-eu-west-1-amazonaws.example/0a1b-2c/scim/v2/")],
      says: [NO_ENDPOINT],
    },
    "what only looks like AWS, in another letter case": {
      given: [foreignTo("https://scim.eu-west-1.AmazonAWS.com.evil.example/0a1b-2c/scim/v2/")],
      says: [NO_ENDPOINT],
    },
    "what only looks like AWS once it is decoded": {
      given: [foreignTo("https://scim.eu-west-1.amazon%61ws.com:444/0a1b-2c/scim/v2/")],
      says: [NO_ENDPOINT],
    },
    "what only looks like AWS, without a scheme": { given: [foreignTo(SCIM.slice("https://".length))], says: [NO_ENDPOINT] },
    "AWS over http, for an app that cannot be told": { given: [foreignTo(SCIM.replace("https", "http"))], says: [NO_ENDPOINT] },
    "AWS in another region than home, for an app that cannot be told": {
      given: [foreignTo(SCIM)],
      stackFacts: { homeRegion: "us-east-1" },
      says: ["BaseAddress is in eu-west-1; the home region is us-east-1."],
    },
    "any app's address over http": { given: [foreignTo("http://hr.example.com/scim")], says: ["BaseAddress is not https."] },
    "another region than configured": {
      given: [APP, SP, to(SCIM)],
      stackFacts: { homeRegion: "eu-west-1" },
      config: { homeRegion: "eu-west-2" },
      says: ["BaseAddress is in eu-west-1; the home region is eu-west-2."],
    },
  },
  conforms: {
    "AWS's address": { given: [APP, SP, to(SCIM)], stackFacts: { homeRegion: "eu-west-1" } },
    "an address without the last slash, in a stack that does not tell": { given: [APP, SP, to(SCIM.slice(0, -1))] },
    "another app's address": { given: [APP, SP, foreignTo("https://hr.example.com")] },
    "another app's address, its scheme in capitals": { given: [foreignTo("HTTPS://hr.example.com")] },
    "another app without an address": { given: [foreign({ key: "SecretToken", value: "s3cr3t" })] },
    "AWS's address, for an app that cannot be told": { given: [foreignTo(SCIM)], stackFacts: { homeRegion: "eu-west-1" } },
    "a token that is not known yet": {
      given: [APP, SP, secret({ key: "BaseAddress", value: SCIM }, { key: "SecretToken", value: UNKNOWN })],
    },
  },
  notes: {
    "an address that is not known yet": {
      given: [APP, SP, to(UNKNOWN)],
      says: [unknownNote("entra-scim-endpoint", "credentials.0.value of secret")],
    },
    "another app's address that is not known yet": {
      given: [foreignTo(UNKNOWN)],
      says: [unknownNote("entra-scim-endpoint", "credentials.0.value of foreign")],
    },
  },
  notApplicable: { "a stack without provisioning": { given: [APP, SP] } },
});
