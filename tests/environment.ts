/**
 * Puts every variable back as it was. `process.env` itself stays: an object put in its place would not reach what asks
 * the system, such as `homedir()`.
 */
export function restoreEnvironment(before: Readonly<NodeJS.ProcessEnv>): void {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
}
