/** A stack file's `config` as YAML has it; a test that edits it knows the shape of what it edits. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- its values are of any depth
export type Config = Record<string, any>;
