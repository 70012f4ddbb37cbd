import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Document, isMap, parseDocument } from "yaml";
import { holdsSecret } from "../../access/settings/stack-values";
import { Failure } from "../failure";

/** Settings of the providers stand in every stack's own file. */
const PROVIDER_KEY = /^(aws|azuread):/;

/** The text of an access stack's file, from its core's; undefined where the file is right already. */
export function accessStackFile(coreText: string, core: string, present: string | undefined): string | undefined {
  const source = (parseDocument(coreText).toJS() ?? {}) as { config?: Record<string, unknown>; secretsprovider?: unknown };
  const document: Document = parseDocument(present ?? "config:\n");
  if (!isMap(document.get("config"))) document.set("config", document.createNode({}));
  let changed = present === undefined;
  const has = (key: string): boolean => document.hasIn(["config", key]);
  const encrypted: string[] = [];
  const wanted: [string, unknown][] = [["federation:core", core]];
  for (const [key, value] of Object.entries(source.config ?? {})) {
    if (!PROVIDER_KEY.test(key) || has(key)) continue;
    if (holdsSecret(value)) encrypted.push(key);
    else wanted.push([key, value]);
  }
  if (encrypted.length > 0) {
    throw new Failure(
      `${encrypted.join(", ")} ${encrypted.length === 1 ? "is" : "are"} encrypted in the core's stack file, which only the core can read; give credentials through the environment in place of it.`,
    );
  }
  for (const [key, value] of wanted) {
    if (has(key)) continue;
    document.setIn(["config", key], value);
    changed = true;
  }
  // Secrets of this stack, of which it has none, would be encrypted as the core's are.
  if (present === undefined && source.secretsprovider !== undefined) document.set("secretsprovider", source.secretsprovider);
  if (!changed) return undefined;
  if (present === undefined)
    document.commentBefore = ` Access stack of ${core}: its settings are those of Pulumi.${core}.yaml (docs/several-stacks.md).`;
  return document.toString({ lineWidth: 0 });
}

/** Writes the file of an access stack where it lacks something; tells whether it did. */
export function writeAccessStackFile(coreFile: string, core: string, file: string): boolean {
  const text = accessStackFile(readFileSync(coreFile, "utf8"), core, existsSync(file) ? readFileSync(file, "utf8") : undefined);
  if (text === undefined) return false;
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  writeFileSync(temporary, text);
  renameSync(temporary, file);
  return true;
}
