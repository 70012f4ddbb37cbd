import { microsoftCloudName } from "../access/microsoft-cloud";
import type { Problem } from "../access/model";
import { wrong } from "../access/problems";
import type { AccessSettings, Settings } from "../access/settings";
import type { StacksSettings } from "../access/settings/stacks";
import type { StackConfig } from "./config";

/** The azuread provider works in one of Microsoft's clouds, and what AWS is told must be of the same. */
export function anotherCloud(settings: Settings | undefined, { azureadEnvironment }: StackConfig): Problem[] {
  if (settings === undefined || settings.phase === "aws" || azureadEnvironment === undefined) return [];
  const { microsoftCloud } = settings;
  if (microsoftCloudName(azureadEnvironment) === microsoftCloud) return [];
  const other = `the azuread provider works in ${azureadEnvironment} (azuread:environment, or ARM_ENVIRONMENT)`;
  return [wrong("federation:microsoftCloud", microsoftCloud, `${other}; write the same cloud in both`)];
}

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
