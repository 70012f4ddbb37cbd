import { type Field, texts } from "./config";

/** The setting that names the breakglass users: only an organization's own configuration does, never the stack that is judged. */
export const breakglassUsers: Field<readonly string[]> = texts(
  ["breakglass-1", "breakglass-2"],
  "Names of the IAM users that exist for emergencies, and for nothing else.",
);
