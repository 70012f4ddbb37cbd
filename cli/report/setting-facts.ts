import { COMPONENT } from "../../contract/component-types";
import { sessionAttributesOf } from "../../access/claims-mapping";
import type { SettingFacts } from "../../access/report/snapshot";
import type { ResourceState } from "./steps";
import { componentFacts } from "./facts";

const CLAIMS = "azuread:index/claimsMappingPolicy:ClaimsMappingPolicy";

/** Settings that are no resource of their own, as the program tells them; undefined without the program's component. */
export function settingFactsIn(side: ReadonlyMap<string, ResourceState>): SettingFacts | undefined {
  const all = [...side.values()];
  if (!all.some(({ type }) => type === COMPONENT.federation)) return undefined;
  return { ...(componentFacts(side) as SettingFacts), sessionAttributes: sessionTags(all) };
}

/** Session tags that claims mapping policies send. */
function sessionTags(resources: readonly ResourceState[]): Record<string, string> {
  const definitions = resources
    .filter(({ type }) => type === CLAIMS)
    .flatMap(({ inputs }) => (Array.isArray(inputs["definitions"]) ? (inputs["definitions"] as unknown[]) : []));
  return Object.assign({}, ...definitions.map((definition) => sessionAttributesOf(String(definition)) ?? {})) as Record<string, string>;
}
