import { confirm, isCancel } from "@clack/prompts";
import { Failure } from "../failure";

/**
 * Asks before something is changed.
 *
 * @throws Failure where nobody agrees, or nobody is there to ask.
 */
export async function confirmChange(yes: boolean, message: string): Promise<void> {
  if (yes) return;
  if (process.stdin.isTTY !== true) throw new Failure("Nobody is there to ask; add --yes to do it, or --dry-run to look only.");
  const agreed = await confirm({ message });
  if (isCancel(agreed) || !agreed) throw new Failure("Nothing was changed.");
}
