import { createHash } from "node:crypto";
import { type Cloud } from "../types/type";
import { type Props } from "../values";

/** One look-up of the official plugin: arguments in, result out, nothing changed. */
export type Invoke = (cloud: Cloud, args: Props) => Promise<Props>;

/** The official id of a look-up that answers with many objects: a hash of what it found. */
export function hashId(kind: string, found: readonly string[]): string {
  return `${kind}#${createHash("sha1").update(found.join("-")).digest("base64url")}`;
}
