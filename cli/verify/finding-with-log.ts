import { logReasons } from "../../access/provisioning-health";
import { capitalized } from "../../access/words";
import { finding, type Outcome } from "./check";
import type { VerifyContext } from "./context";

/**
 * A finding about provisioning, with what Entra's provisioning log says about it.
 *
 * @param known the clouds' own words in the message, which the log has to repeat no more.
 * @param objectIds Entra object ids that it is about; without them whatever failed last.
 */
export async function findingWithLog(
  context: VerifyContext,
  message: string,
  remedy: string,
  { objectIds, known = "" }: { readonly objectIds?: readonly string[]; readonly known?: string } = {},
): Promise<Outcome> {
  const log = await context.provisioningLog();
  const news = log.events.filter(({ provisioningStatusInfo: info }) => !known.includes(info?.errorInformation?.reason || "\n"));
  const reasons = logReasons(news, objectIds);
  const because = reasons.length === 0 ? "" : ` ${capitalized(reasons.join("; "))}.`;
  return finding(`${message}${because}`, log.remedy === undefined ? remedy : `${remedy} ${log.remedy}`);
}
