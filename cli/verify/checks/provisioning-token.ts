import { daysUntil, isPlaceholder, tokenRenewalDays } from "../../../access/steps";
import { cannotTell, finding, ok, type Check, type Outcome } from "../check";

/** Below this many days the renewal is overdue; before that it is only due. */
const overdueDays = 30;

/** Of an adopted job Entra keeps endpoint and token: `pulumi up` writes neither. */
const WRITE_IN_ENTRA =
  "Set federation:scimToken, provisioning.scimEndpoint and tokenExpires, take provisioning.adopted out, and run `pulumi up` (docs/adopt.md).";

/** R4.1: the SCIM endpoint is the AWS console's, and its token lasts. */
export const provisioningToken: Check = {
  id: "R4.1",
  runbook: "R4.1",
  cloud: "Entra",
  title: "SCIM endpoint and token",
  assignOnly: true,
  async run(context) {
    const { scimEndpoint, tokenExpires, adopted = false } = context.settings.provisioning;
    const today = context.now.toISOString().slice(0, 10);
    const secrets = new Map(
      (await (await context.entra()).secrets((await context.servicePrincipal()).id)).map(({ key, value }) => [key, value]),
    );
    const outcomes: Outcome[] = [];
    if (adopted && scimEndpoint === undefined) {
      if (!secrets.has("BaseAddress")) outcomes.push(finding("Provisioning has no tenant URL.", WRITE_IN_ENTRA));
    } else if (scimEndpoint === undefined || isPlaceholder(scimEndpoint)) {
      outcomes.push(finding("federation:provisioning.scimEndpoint is not set.", "`federation steps` says where the AWS console shows it."));
    } else if (!secrets.has("BaseAddress")) {
      outcomes.push(finding("Provisioning has no tenant URL.", adopted ? WRITE_IN_ENTRA : "Run `pulumi up --refresh`."));
    } else if (isAnother(secrets.get("BaseAddress"), scimEndpoint)) {
      outcomes.push(
        finding(
          `Provisioning sends to another endpoint than ${scimEndpoint}.`,
          adopted ? WRITE_IN_ENTRA : "Run `pulumi refresh` and `pulumi up`, which set it.",
        ),
      );
    }
    if (!secrets.has("SecretToken"))
      outcomes.push(finding("Provisioning has no token.", adopted ? WRITE_IN_ENTRA : "Run `pulumi up --refresh`."));
    if (tokenExpires === undefined && adopted) {
      return [
        ...outcomes,
        cannotTell(
          "Nobody has written when the SCIM token of the adopted job ends (federation:provisioning.tokenExpires), and Entra does not tell: provisioning stops on that day.",
          "Look it up in the AWS console: IAM Identity Center > Settings > Automatic provisioning; or renew it at once (docs/adopt.md).",
        ),
      ];
    }
    if (tokenExpires === undefined) {
      outcomes.push(
        finding(
          "federation:provisioning.tokenExpires is not set, so nobody is warned.",
          "Write the day one year after the token was made.",
        ),
      );
      return outcomes;
    }
    const days = daysUntil(tokenExpires, today);
    const renew = "`federation rotate scim-token` walks through the renewal; two tokens may exist at a time.";
    if (days < 0) outcomes.push(finding(`The SCIM token ended ${-days} days ago (${tokenExpires}).`, renew));
    else if (days <= overdueDays) outcomes.push(finding(`The SCIM token ends in ${days} days (${tokenExpires}).`, renew));
    if (outcomes.length > 0) return outcomes;
    const due = days <= tokenRenewalDays ? "; renew it soon: `federation rotate scim-token`" : "";
    return [ok(`Provisioning holds endpoint and token; the token ends ${tokenExpires}, in ${days} days${due}.`)];
  },
};

/** Entra may mask values; a masked one cannot be compared and is left to the connection test. */
function isAnother(found: string | null | undefined, expected: string): boolean {
  if (found === undefined || found === null || !found.startsWith("http")) return false;
  return found.replace(/\/+$/, "") !== expected.replace(/\/+$/, "");
}
