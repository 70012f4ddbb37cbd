export async function runSandbox(_: unknown): Promise<number> {
  return 1;
}
