import pMap from "p-map";
import { listed, withFullStop } from "../../../access/words";
import { sentence } from "../../failure";
import { cannotTell, finding, notYet, ok, type Check, type Outcome } from "../check";

/** Accounts that are entered at a time. */
const AT_A_TIME = 8;

/** R9.6 in the other accounts: none has an IAM user. Only where `--all-accounts` names the role to enter them with. */
export const memberIamUsers: Check = {
  id: "R9.6 accounts",
  runbook: "R9.6",
  cloud: "AWS",
  title: "No IAM user in any other account",
  async run(context) {
    const { memberAccounts } = context.sources;
    if (memberAccounts === undefined)
      return [notYet("Only with --all-accounts ROLE, the read-only role by which each account is entered.")];
    const { organization } = await context.organization();
    const others = organization.accounts.filter(({ id }) => id !== organization.managementAccountId);
    const open = others.filter(({ state }) => state === "ACTIVE");
    const outcomes = await pMap(
      open,
      async ({ id, name }): Promise<Outcome[]> => {
        try {
          const users = (await memberAccounts.userNames(id)).sort();
          if (users.length === 0) return [];
          return [
            finding(
              `${name} (${id}) has IAM users: ${listed(users, 10)}.`,
              "Find out who uses each (IAM > Users > Last activity), move that use to the federation or to a role, then delete the user.",
            ),
          ];
        } catch (error) {
          return [
            cannotTell(
              withFullStop(`${name} (${id}) could not be looked into: ${sentence(error)}`),
              `The account needs the role ${memberAccounts.role}, which trusts these credentials and allows iam:ListUsers; these credentials need sts:AssumeRole on it.`,
            ),
          ];
        }
      },
      { concurrency: AT_A_TIME },
    );
    const findings = outcomes.flat();
    if (findings.length > 0) return findings;
    const closed = others.length - open.length;
    return [ok(`${open.length} other accounts have no IAM user${closed === 0 ? "" : `; ${closed} are not active, and were not asked`}.`)];
  },
};
