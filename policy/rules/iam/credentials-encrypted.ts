import { resourceRule } from "../../shared/resource-rule";
import { iam } from "../../shared/types";
import { readText } from "../../shared/values";

/** Without a PGP key the password or secret key is in the state, readable by everyone who may deploy. */
export const credentialsEncrypted = resourceRule({
  name: "iam-credentials-encrypted",
  description: "A password or access key is encrypted to its custodian's PGP key before it reaches the state.",
  severity: "critical",
  standards: { runbook: ["R7.2", "R7.3"], wellArchitected: ["SEC02-BP03"] },
  remediationSteps:
    "Set pgpKey to the custodian's public key (base64 of the binary key), then replace the credential: the old one was readable.",
  url: "https://www.pulumi.com/registry/packages/aws/api-docs/iam/userloginprofile/",
  types: [iam.accessKey, iam.userLoginProfile],
  check({ props }, { report }) {
    const key = readText(props["pgpKey"], "pgpKey");
    if (key === undefined || key.trim() === "") report("pgpKey is not set, so that the credential is in the state in plain text.");
    else if (!/^(keybase:\S+|[A-Za-z0-9+/=\s]{64,})$/.test(key)) {
      report("pgpKey is neither the base64 of a binary public key nor keybase:<user>; armour (BEGIN PGP ...) is not taken.");
    }
  },
});
