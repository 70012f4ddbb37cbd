import { table } from "../output/table";
import type { Action, RecoveryPlan } from "./plan";
import { kindOf, nameOf } from "../stack/state";

const verbs: Readonly<Record<Action["kind"], string>> = { adopt: "adopt", forget: "forget", reread: "read again", leave: "CANNOT TELL" };

/** What recovery is about to do, one row an interrupted operation. */
export function formatPlan({ actions }: RecoveryPlan): string {
  const rows = actions.map((action) => {
    const type = action.urn.split("::")[2]?.split("$").at(-1) ?? "";
    return [verbs[action.kind], kindOf({ type }), nameOf(action), action.kind === "adopt" ? action.description : action.because];
  });
  return table({ head: ["Action", "Type", "Resource", "What was found"], rows, widths: [11, 34, 34, 35] });
}

/** One line on what a plan comes to. */
export function summarize({ actions }: RecoveryPlan): string {
  const count = (kind: Action["kind"]) => actions.filter((action) => action.kind === kind).length;
  return `${actions.length} interrupted operations: ${count("adopt")} to adopt, ${count("forget")} to forget, ${count("reread")} to read again, ${count("leave")} unclear.`;
}
