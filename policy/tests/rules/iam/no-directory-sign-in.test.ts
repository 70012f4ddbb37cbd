import { noDirectorySignIn } from "../../../rules/iam/no-directory-sign-in";
import { directoryservice, iam } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { notKnown, trusting } from "./fixtures";

const DIRECTORY = ["The role trusts AWS Directory Service, whose users take it in the AWS console."];
const SSO = ["enableSso signs the directory's users in to AWS applications past Entra."];

behaviours(noDirectorySignIn, {
  violates: {
    "a directory with single sign-on": { given: resource(directoryservice.directory, { enableSso: true }), says: SSO },
    "the same as text": { given: resource(directoryservice.directory, { enableSso: "true" }), says: SSO },
    "a role for its users": { given: trusting("ds.amazonaws.com"), says: DIRECTORY },
    "a role for its users in China": { given: trusting("ds.amazonaws.com.cn"), says: DIRECTORY },
    "another directory than the one that is named": {
      given: resource(directoryservice.directory, { enableSso: true }, { name: "other" }),
      config: { allowed: ["files"] },
      says: SSO,
    },
  },
  conforms: {
    "a directory": { given: resource(directoryservice.directory, { name: "corp.example.com", enableSso: false }) },
    "a directory that does not say": { given: resource(directoryservice.directory, {}) },
    "a role for a database that asks the directory": { given: trusting("directoryservice.rds.amazonaws.com") },
    "a directory that is named": {
      given: resource(directoryservice.directory, { enableSso: true }, { name: "files" }),
      config: { allowed: ["files"] },
    },
  },
  notes: {
    ...notKnown("iam-no-directory-sign-in"),
    "a choice that is not known yet": {
      given: resource(directoryservice.directory, { enableSso: UNKNOWN }),
      says: [unknownNote("iam-no-directory-sign-in", "enableSso of it")],
    },
  },
  notApplicable: { "a user": { given: resource(iam.user, {}) } },
});
