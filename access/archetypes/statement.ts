/**
 * Building blocks of the archetypes' policies.
 */
import type { PolicyStatement } from "../model";

/** An allowing statement with sorted, distinct actions and resources; the actions come without their service. */
export function allow(
  sid: string,
  service: string,
  actions: readonly string[],
  resources: readonly string[],
  condition?: NonNullable<PolicyStatement["Condition"]>,
): PolicyStatement {
  return {
    Sid: sid,
    Effect: "Allow",
    Action: distinct(actions.map((action) => `${service}:${action}`)),
    Resource: distinct(resources),
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

/** The statement if there is anything for it to be about. */
export function when(condition: boolean, statement: () => PolicyStatement): PolicyStatement[] {
  return condition ? [statement()] : [];
}

function distinct(items: readonly string[]): string[] {
  return [...new Set(items)].sort();
}

/** Words of a text, for lists of actions. */
export function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
