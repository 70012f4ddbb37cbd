import { breakglassUsers, usersIn } from "../../shared/breakglass";
import { number } from "../../shared/config";
import { stackRule } from "../../shared/stack-rule";
import { iam } from "../../shared/types";
import { names } from "../../shared/values";

/** One alone is lost with its custodian; a third is one more to guard. */
export const twoUsers = stackRule({
  name: "breakglass-two-users",
  description: "Where a breakglass user is in the stack, all of them are: two, no more and no fewer.",
  severity: "high",
  standards: { runbook: ["R7.1"], wellArchitected: ["SEC03-BP03"] },
  remediationSteps: "Declare every configured breakglass user in this stack, each once.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html",
  config: { breakglassUsers, users: number(2, "How many breakglass users there are.", { minimum: 1, maximum: 5 }) },
  anchors: [iam.user],
  check({ config, stack, known, report }) {
    const found: string[] = [];
    const present = usersIn(stack, config.breakglassUsers);
    const [anchor] = present.values();
    if (anchor === undefined) return;
    for (const user of stack.of(iam.user)) {
      const name = known(() => user.props["name"] as unknown, user.name);
      if (typeof name === "string" && config.breakglassUsers.includes(name)) found.push(name);
    }
    const missing = config.breakglassUsers.filter((name) => !present.has(name)).slice(0, config.users - present.size);
    if (found.length > config.users) report(`The stack has ${found.length} breakglass users; there must be ${config.users}.`, anchor);
    else if (present.size < config.users)
      report(`The stack has ${names([...present.keys()])} without ${names(missing)}; there must be ${config.users}.`, anchor);
  },
});
