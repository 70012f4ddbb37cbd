import type { AccessSettings } from "../access/settings";
import type { StacksSettings } from "../access/settings/stacks";

/** What selectors ask about; `access`, `productionAccounts` and `stacks` alike. */
export function needsOf(
  { access, outOfTime, productionAccounts }: AccessSettings,
  stacks: StacksSettings = {},
): { units: boolean; tags: boolean } {
  const listed = [...access, ...outOfTime].flatMap(({ accounts, except }) => [...accounts, ...except]);
  const kinds = new Set(
    [
      ...[...listed, ...productionAccounts].map(({ selector }) => selector),
      ...Object.values(stacks).flatMap(({ selectors }) => selectors),
    ].map(({ kind }) => kind),
  );
  return { units: kinds.has("ou"), tags: kinds.has("tag") };
}
