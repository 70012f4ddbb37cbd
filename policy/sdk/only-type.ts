/**
 * Marks a validation as one of a single type, as the SDK's validateResourceOfType does from a provider's class, which
 * the pack does not load. The SDK passes over all other resources before it copies a single property of theirs
 * (docs/performance.md has what that saves).
 *
 * Where the SDK no longer knows the mark, the rule itself finds that it does not apply: slower, with the same answer.
 */
export function onlyType<V extends object>(validation: V, types: readonly string[]): V {
  const [only, ...others] = types;
  return others.length === 0 ? Object.assign(validation, { __pulumiType: only }) : validation;
}
