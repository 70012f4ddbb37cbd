import { main } from "../../cli/main";

/** How a command ended, and what it wrote. */
export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the `federation` command in this process, as in a pipe; its environment is the test's. */
export async function federation(...args: string[]): Promise<Ended> {
  let [out, err] = ["", ""];
  const writer = { out: (text: string) => void (out += `${text}\n`), err: (text: string) => void (err += `${text}\n`), interactive: false };
  const status = await main(["node", "federation", ...args], writer);
  return { status, out, err };
}
