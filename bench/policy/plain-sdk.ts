/**
 * Puts what each file of policy/sdk does without knowledge of the SDK's inside in its place, where an argument says so.
 */
import { join } from "node:path";

/** What each file does where nothing is known of the SDK's inside. */
const PLAIN: Readonly<Record<string, object>> = {
  "only-type": { onlyType: <V>(validation: V) => validation },
  "without-stack-trace": { withoutStackTrace: <T>(throwing: () => T) => throwing() },
  "one-pass": { ofOnePass: <C, T>(copies: C, gather: (copies: C) => T) => gather(copies) },
};

const [, , variant = ""] = process.argv;
const plain = variant.replace("without ", "");
if (plain in PLAIN) {
  const file = require.resolve(join(__dirname, "..", "..", "policy", "sdk", plain));
  require.cache[file] = Object.assign(Object.create(module) as NodeJS.Module, { exports: PLAIN[plain], loaded: true });
}
