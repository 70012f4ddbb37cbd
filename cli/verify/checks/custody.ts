import { CREDENTIAL_TAGS, readCredentialTags } from "../../../access/breakglass/rotation";
import { readCustodianKey } from "../../../access/breakglass/custodian-key";
import { custodianKeyEnd } from "../../../access/breakglass/custodian-key-end";
import { daysUntil } from "../../../access/steps";
import { capitalized } from "../../../access/words";
import { dayOf } from "../../../contract/clock";
import { finding, notYet, ok, type Check, type Outcome } from "../check";

/** A custodian's key that ends within this many days wants to be extended. */
const KEY_DAYS = 30;

/**
 * R7.3: what lies in the vault is what the settings say: the generation, encrypted to the custodian's present key,
 * which lasts.
 */
export const custody: Check = {
  id: "R7.3",
  runbook: "R7.3",
  cloud: "AWS",
  title: "Breakglass credentials and their custodians",
  async run(context) {
    const reading = await context.emergency();
    const { breakglass } = context.settings;
    if (reading === undefined || breakglass === undefined) return [notYet("The settings have no federation:breakglass.")];
    const outcomes: Outcome[] = [];
    for (const { name, custodian, live, wanted } of reading.users) {
      const key = breakglass.users.find((user) => user.name === name)!.custodian.pgpPublicKey;
      const end = await custodianKeyEnd(key);
      const days = end === undefined ? undefined : daysUntil(dayOf(end), dayOf(context.now));
      const extend = `Let ${custodian} extend it, and write it anew (\`gpg --armor --export\`).`;
      if (days !== undefined && days < 0) outcomes.push(finding(`The PGP key of ${custodian} ended ${-days} days ago.`, extend));
      else if (days !== undefined && days <= KEY_DAYS) outcomes.push(finding(`The PGP key of ${custodian} ends in ${days} days.`, extend));
      else {
        const read = await readCustodianKey(key, "", { now: () => context.now });
        if ("problem" in read)
          outcomes.push(finding(`The PGP key of ${custodian} ${read.problem.fault}.`, `${capitalized(read.problem.remedy)}.`));
      }
      if (live === undefined || wanted === undefined) continue;
      const tags = readCredentialTags(live.tags);
      // Not `pulumi up`: the program would take the tag for what is there, and rotate.
      const tag = (key: string, value: string): string => `\`aws iam tag-user --user-name ${name} --tags Key=${key},Value=${value}\``;
      if (tags.generation !== wanted.generation) {
        outcomes.push(
          finding(
            `${name} is tagged with credentials ${tags.generation ?? "of no generation"}, and the settings say ${wanted.generation}.`,
            `Where the settings were changed, run \`pulumi up\`; else find out in CloudTrail who changed the tag, and put it back: ${tag(CREDENTIAL_TAGS.generation, wanted.generation)}.`,
          ),
        );
      } else if (tags.fingerprint !== wanted.fingerprint) {
        outcomes.push(
          finding(
            `${name} is tagged with the custodian's key ${tags.fingerprint ?? "of nobody"}, and the settings have ${wanted.fingerprint}.`,
            `Where the settings were changed, write a new generation with it and run \`pulumi up\`; else find out in CloudTrail who changed the tag, and put it back: ${tag(CREDENTIAL_TAGS.fingerprint, wanted.fingerprint)}.`,
          ),
        );
      }
    }
    return outcomes.length > 0
      ? outcomes
      : [ok(reading.users.map(({ name, custodian, wanted }) => `${name}: ${wanted?.generation}, with ${custodian}.`).join(" "))];
  },
};
