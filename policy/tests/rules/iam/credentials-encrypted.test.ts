import { credentialsEncrypted } from "../../../rules/iam/credentials-encrypted";
import { iam } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";

const KEY = "x".repeat(64);
const BAD_KEY = "pgpKey is neither the base64 of a binary public key nor keybase:<user>; armour (BEGIN PGP ...) is not taken.";

behaviours(credentialsEncrypted, {
  violates: {
    "a password without a key": {
      given: resource(iam.userLoginProfile, { user: "breakglass-1" }),
      says: ["pgpKey is not set, so that the credential is in the state in plain text."],
    },
    "an access key with an empty key": {
      given: resource(iam.accessKey, { user: "breakglass-1", pgpKey: " " }),
      says: ["pgpKey is not set, so that the credential is in the state in plain text."],
    },
    "armour, without repeating it": {
      given: resource(iam.accessKey, { pgpKey: `-----BEGIN PGP PUBLIC KEY BLOCK-----\n${KEY}` }),
      says: [BAD_KEY],
    },
    "what is too short for a key": { given: resource(iam.accessKey, { pgpKey: "x".repeat(63) }), says: [BAD_KEY] },
  },
  conforms: {
    "a binary key in base64": { given: resource(iam.userLoginProfile, { pgpKey: KEY }) },
    "a Keybase user": { given: resource(iam.accessKey, { pgpKey: "keybase:ada" }) },
  },
  notes: {
    "a key that is not known yet": {
      given: resource(iam.accessKey, { pgpKey: UNKNOWN }),
      says: [unknownNote("iam-credentials-encrypted", "pgpKey of it")],
    },
  },
});
