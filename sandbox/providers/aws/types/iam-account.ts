import { type ResourceType, type Work } from "../../shared/table";
import { type Props } from "../../shared/values";
import { send } from "../cloud";
import { during, orMissing } from "../failures";
import { toCamel, toPascal } from "../shapes";

const ID = "iam-account-password-policy";

/**
 * What the official plugin sends only where it is not zero or false: AWS refuses a zero, and takes what is left out for
 * none.
 */
const SENT_WHEN_SET = ["hardExpiry", "maxPasswordAge", "minimumPasswordLength", "passwordReusePrevention"];

async function put(work: Work): Promise<string> {
  const sent = Object.entries(work.inputs).filter(([name, value]) => !SENT_WHEN_SET.includes(name) || Boolean(value));
  await during(
    "updating IAM Account Password Policy",
    send("iam", "UpdateAccountPasswordPolicy", toPascal(Object.fromEntries(sent)) as Props, work),
  );
  return ID;
}

/**
 * `aws:iam/accountPasswordPolicy:AccountPasswordPolicy`. An account has one at most: making it replaces whatever is
 * there, without a word.
 */
export const accountPasswordPolicy: ResourceType = {
  inputs: [
    "allowUsersToChangePassword",
    "hardExpiry",
    "maxPasswordAge",
    "minimumPasswordLength",
    "passwordReusePrevention",
    "requireLowercaseCharacters",
    "requireNumbers",
    "requireSymbols",
    "requireUppercaseCharacters",
  ],
  computed: [
    "expirePasswords",
    "hardExpiry",
    "maxPasswordAge",
    "passwordReusePrevention",
    "requireLowercaseCharacters",
    "requireNumbers",
    "requireSymbols",
    "requireUppercaseCharacters",
  ],
  volatile: ["expirePasswords"],
  defaults: { allowUsersToChangePassword: true, minimumPasswordLength: 6 },
  create: put,
  async read(work) {
    const answer = await orMissing(send("iam", "GetAccountPasswordPolicy", {}, work));
    if (answer === undefined) return undefined;
    return { hardExpiry: false, maxPasswordAge: 0, passwordReusePrevention: 0, ...(toCamel(answer["PasswordPolicy"]) as Props) };
  },
  async update(work) {
    await put(work);
  },
  async delete(work) {
    await during("deleting IAM Account Password Policy", orMissing(send("iam", "DeleteAccountPasswordPolicy", {}, work)));
  },
};
