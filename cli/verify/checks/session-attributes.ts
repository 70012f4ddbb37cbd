import { mappedAttributes } from "../../../access/session-attributes";
import { cannotTell, finding, notYet, ok, type Check, type Outcome } from "../check";

/** R2.3: Identity Center takes session attributes where the settings send them. */
export const sessionAttributes: Check = {
  id: "R2.3 attributes",
  runbook: "R2.3",
  cloud: "Entra",
  title: "Attributes for access control",
  async run(context) {
    const wanted = context.settings.enterpriseApp.sessionAttributes;
    if (Object.keys(wanted).length === 0) return [notYet("The settings name no session attributes.")];
    const { instanceArn } = await context.instance();
    return judgeAttributes(wanted, await context.sources.identityCenter.accessControlAttributes(instanceArn));
  },
};

/**
 * Judges Identity Center's mapping against the session attributes of the settings.
 *
 * @param found Sources by session tag key; undefined where attributes for access control are off.
 */
export function judgeAttributes(
  wanted: Readonly<Record<string, string>>,
  found: ReadonlyMap<string, readonly string[]> | undefined,
): Outcome[] {
  if (found === undefined) return [finding("Attributes for access control are off in Identity Center.", "Run `pulumi up --refresh`.")];
  const mapped = mappedAttributes(wanted);
  const outcomes: Outcome[] = mapped
    .filter(({ key, source }) => found.get(key)?.join() !== source)
    .map(({ key, source }) => {
      const sources = found.get(key)?.join(", ");
      return finding(
        `Session tag ${key} is ${sources === undefined ? "not mapped in Identity Center" : `filled from ${sources}`}; the settings mean ${source}.`,
        "Run `pulumi refresh` and `pulumi up`, which set it.",
      );
    });
  const foreign = [...found.keys()].filter((key) => !Object.hasOwn(wanted, key));
  if (foreign.length > 0) {
    outcomes.push(
      cannotTell(`Identity Center maps ${foreign.join(", ")} besides the settings'.`, "Remove them in the console if nobody needs them."),
    );
  }
  // A value of the identity store wins over the claim of the same key.
  const overriding = [...found.keys()].filter((key) => Object.hasOwn(wanted, key) && !mapped.some((attribute) => attribute.key === key));
  for (const key of overriding) {
    outcomes.push(
      finding(
        `Session tag ${key} is filled from the identity store (${found.get(key)?.join(", ")}), and the claim that the settings send is ignored.`,
        "Remove the mapping in the console: Settings > Attributes for access control.",
      ),
    );
  }
  const keys = mapped.map(({ key }) => key);
  return outcomes.length > 0
    ? outcomes
    : [ok(`Attributes for access control are on${keys.length === 0 ? "" : `; mapped in Identity Center: ${keys.join(", ")}`}.`)];
}
