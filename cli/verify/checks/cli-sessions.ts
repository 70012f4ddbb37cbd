import { isOutcome, readEvents, whereLooked } from "../access-events";
import { RECENT_DAYS } from "../recent";
import { cannotTell, ok, type Check } from "../check";
import { sampleProfile } from "../sample-profile";

/** R9.3: `aws sso login` worked lately: Identity Center gave a token to a CLI or SDK, and role credentials for it. */
export const cliSessions: Check = {
  id: "R9.3",
  runbook: "R9.3",
  cloud: "AWS",
  title: "CLI sign-ins of the last days",
  assignOnly: true,
  async run(context) {
    const [tokens, roles] = [await readEvents(context, "CreateToken"), await readEvents(context, "GetRoleCredentials")];
    if (isOutcome(tokens)) return [tokens];
    const given = tokens.events.filter(({ failed }) => !failed);
    const taken = isOutcome(roles) ? [] : roles.events.filter(({ failed }) => !failed);
    const profile = await sampleProfile(context);
    const name = profile?.name ?? "<profile>";
    const byHand = `By hand: \`federation aws-config\`, then \`aws sso login --profile ${name}\` and \`aws sts get-caller-identity --profile ${name}\`.`;
    if (given.length === 0) {
      const tried = tokens.events.length === 0 ? "" : `; ${tokens.events.length} requests for a token were refused`;
      return [cannotTell(`No CLI or SDK got a token within ${RECENT_DAYS} days${tried}${await whereLooked(context)}.`, byHand)];
    }
    if (taken.length === 0)
      return [
        cannotTell(`${given.length} tokens for CLIs and SDKs within ${RECENT_DAYS} days, and no role credentials with them.`, byHand),
      ];
    return [
      ok(
        `${given.length} tokens for CLIs and SDKs within ${RECENT_DAYS} days, the last one ${given[0]!.time.toISOString()}; role credentials were taken ${taken.length} times.`,
      ),
    ];
  },
};
