import { endedWords } from "../../../access/unmanaged";
import { listed } from "../../../access/words";
import { finding, notYet, ok, type Check, type Outcome } from "../check";
import { undeclaredOutcomes } from "../left-alone";

/** R9.6: beside the breakglass users the management account has no IAM user. */
export const iamUsers: Check = {
  id: "R9.6",
  runbook: "R9.6",
  cloud: "AWS",
  title: "No other IAM user in the management account",
  async run(context) {
    const reading = await context.emergency();
    if (reading === undefined) return [notYet("The settings have no federation:alarms; IAM is not looked at.")];
    const { users, place } = reading.declared;
    const names = await context.sources.guard.iam.userNames();
    const others = names.filter((name) => !users.includes(name)).sort();
    if (others.length === 0) return [ok(`${place.accountId} has no IAM user but ${users.length === 0 ? "none" : users.join(" and ")}.`)];
    const unmanaged = await context.unmanaged();
    const found = others.map((name) => ({ name, entry: unmanaged.iamUser(name, place.accountId) }));
    const isLeft = ({ entry }: (typeof found)[number]): boolean => entry?.state === "now";
    const open = found.filter((each) => !isLeft(each));
    const ended = [...new Set(open.map(({ entry }) => endedWords(entry)))].join("");
    const outcomes: Outcome[] = [];
    if (open.length > 0) {
      const names = listed(
        open.map(({ name }) => name),
        10,
      );
      outcomes.push(
        finding(
          `The management account has IAM users that nobody declared: ${names}.${ended}`,
          "Find out who uses each (IAM > Users > Last activity), move that use to the federation or to a role, then delete the user.",
        ),
      );
    }
    const left = found.filter(isLeft).map(({ name, entry }) => ({ what: name, remedy: "", short: name, entry }));
    return [...outcomes, ...undeclaredOutcomes("IAM user", left)];
  },
};
