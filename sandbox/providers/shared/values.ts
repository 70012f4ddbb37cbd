/**
 * A resource's or function's properties as plain JavaScript: what Pulumi's wire format says beside the value (secret,
 * unknown, output, resource) is taken off on the way in and put back on the way out.
 */
// The shapes are those of two clouds' resource schemas, which the official SDKs check on the program's side; typing
// them again here would be the official plugins' code over again.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Props = Record<string, any>;

/** How the engine writes a value that is not known before `up`. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** Plain properties, and the names of the top-level ones that hold a secret at any depth. */
export interface Unwrapped {
  readonly props: Props;
  readonly secrets: ReadonlySet<string>;
}

/** Takes the wire's marks off. A property that is null is left out, as the official bridge does. */
export function unwrap(wire: Props | undefined): Unwrapped {
  const secrets = new Set<string>();
  const props: Props = {};
  for (const [key, value] of Object.entries(wire ?? {})) {
    if (value === null || value === undefined) continue;
    const plain = unwrapValue(value, () => secrets.add(key));
    if (plain !== undefined) props[key] = plain;
  }
  return { props, secrets };
}

function unwrapValue(value: unknown, isSecret: () => void): unknown {
  if (Array.isArray(value)) return value.map((item) => unwrapValue(item, isSecret));
  if (typeof value !== "object" || value === null) return value;
  const fields = value as Props;
  switch (fields[signature]) {
    case secretSignature:
      isSecret();
      return unwrapValue(fields["value"], isSecret);
    case outputSignature:
      if (fields["secret"] === true) isSecret();
      return "value" in fields ? unwrapValue(fields["value"], isSecret) : unknown;
    case resourceSignature:
      return fields["id"] === "" ? unknown : (fields["id"] ?? fields["urn"]);
    default:
      return Object.fromEntries(
        Object.entries(fields).flatMap(([key, item]) => (item === null ? [] : [[key, unwrapValue(item, isSecret)]])),
      );
  }
}

/** Puts the secret mark back on the named top-level properties and leaves out what is undefined. */
export function wrap(props: Props, secrets: Iterable<string>): Props {
  const marked = new Set(secrets);
  return Object.fromEntries(
    Object.entries(withoutUndefined(props)).map(([key, value]) => [key, marked.has(key) ? { [signature]: secretSignature, value } : value]),
  );
}

function withoutUndefined<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => (item === undefined ? null : withoutUndefined(item))) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, withoutUndefined(item as unknown)]])),
  ) as T;
}

/** True when the value is, or contains, something not known before `up`. */
export function hasUnknown(value: unknown): boolean {
  if (value === unknown) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasUnknown);
}
