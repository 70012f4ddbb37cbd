/**
 * Values of a stack's configuration, read alike whoever reads them: the program gets them from Pulumi's engine (a plain
 * value as text, a structured one as JSON), the command from the stack file, which Pulumi's CLI rewrites at every
 * `pulumi config set`.
 */

/** One key under the project's namespace, as a reader found it. */
export interface StackValue {
  /** Without namespace. */
  readonly key: string;
  /** Text, or what YAML made of it. Not looked at where it is secret. */
  readonly value: unknown;
  readonly secret: boolean;
}

/** Settings as both readers give them: the input of `parseSettings`. */
export interface StackValues {
  readonly raw: Readonly<Record<string, unknown>>;
  /** Keys of the encrypted values, such as `scimToken`. */
  readonly secrets: readonly string[];
}

/** Divides values into plain settings and names of encrypted ones, and reads the plain ones. */
export function readStackValues(values: readonly StackValue[]): StackValues {
  return {
    raw: Object.fromEntries(values.filter(({ secret }) => !secret).map(({ key, value }) => [key, readStackValue(value)])),
    secrets: values.filter(({ secret }) => secret).map(({ key }) => key),
  };
}

/** Divides a stack file's `config` into plain settings and names of encrypted ones. */
export function splitConfig(config: Readonly<Record<string, unknown>>): StackValues {
  return readStackValues(
    Object.entries(config).flatMap(([written, value]) => {
      const key = ownKey(written);
      return key === undefined ? [] : [{ key, value, secret: holdsSecret(value) }];
    }),
  );
}

const namespace = "federation:";

/**
 * A key of the project's namespace without it. Pulumi takes a key without any for the project's, and knows an old way
 * of writing.
 */
export function ownKey(written: string): string | undefined {
  if (!written.includes(":")) return written;
  if (!written.startsWith(namespace)) return undefined;
  const name = written.slice(namespace.length);
  return name.startsWith("config:") ? name.slice("config:".length) : name;
}

/** One plain value: a scalar is text, whatever YAML took it for; text that is a JSON list or mapping is that. */
export function readStackValue(value: unknown): unknown {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") return withTimes(value);
  const text = String(value as string | number | boolean | bigint);
  if (!/^\s*[[{]/.test(text)) return isoTime(text);
  try {
    return withTimes(JSON.parse(text));
  } catch {
    return text;
  }
}

function withTimes(value: unknown): unknown {
  if (typeof value === "string") return isoTime(value);
  if (Array.isArray(value)) return value.map(withTimes);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withTimes(item)]));
}

/**
 * A day or time without quotes is a time to Pulumi, which writes it as Go prints times (`2027-09-30 00:00:00 +0000
 * UTC`, or with the name of the machine's own time zone): here it is ISO 8601 again.
 *
 * @see https://pkg.go.dev/time#Time.String
 */
function isoTime(text: string): string {
  const [, day, time, hours, minutes] =
    /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?) ([+-]\d{2})(\d{2}) [A-Z\d+-]+$/.exec(text) ?? [];
  if (day === undefined) return text;
  return `${day}T${time}${hours === "+00" && minutes === "00" ? "Z" : `${hours}:${minutes}`}`;
}

/**
 * Whether YAML's value of a key holds an encrypted value, at whatever depth: Pulumi then takes the whole key for
 * secret.
 */
export function holdsSecret(value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === "secure" && typeof (value as { secure: unknown }).secure === "string") return true;
  return Object.values(value).some(holdsSecret);
}
