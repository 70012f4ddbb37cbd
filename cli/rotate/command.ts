import { systemClock } from "../../contract/clock";
import { formatRotation, type Rotation } from "../../access/rotation/step";
import { azureEnvironment } from "../../graph/environment";
import { entraReader } from "../clouds/entra-reader";
import { exitStatus, Failure } from "../failure";
import { confirmChange } from "../output/confirm-change";
import { json, type Writer } from "../output/writer";
import { readState } from "../stack/state";
import { rotateCertificate, type Activated } from "./run-certificate";
import { historyIn } from "./history";
import { lookAtToken } from "./scim-token";
import { waited } from "./wait";
import { loadSettings } from "../stack/load-settings";
import { pulumiOrFail } from "../stack/pulumi";
import { resolveStack } from "../stack/stack";
import type { Run, StackOptions } from "../commands/command";

interface Options extends StackOptions {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly wait?: number;
  readonly awsHas?: string;
  readonly since?: string;
}

/** How often the clouds are looked at while something is awaited, in seconds. */
const POLL_SECONDS = 15;

/**
 * `federation rotate`: walks through a rotation in the order in which sign-in and provisioning work at every moment.
 * Each run finds how far it is from what both clouds hold, does what a command can do, and shows what only a person
 * can. Status 0 where nothing is left, 1 where somebody has to do something.
 */
export const rotate: Run<Options> = async ({ writer }, options, what = "") => {
  if (what !== "certificate" && what !== "scim-token")
    throw new Failure(`There is no rotation of "${what}"; write certificate or scim-token.`);
  for (const [name, of] of [
    ["awsHas", "--aws-has"],
    ["since", "--since"],
    ["yes", "--yes"],
  ] as const)
    // prettier-ignore
    if (what === "scim-token" && options[name] !== undefined)
      throw new Failure(`${of} is of \`rotate certificate\`; \`rotate scim-token\` writes nothing.`);
  const stack = await resolveStack(options.stack);
  // A rotation is needed most where something has ended already.
  const { settings } = loadSettings(stack, "passed");
  const entra = entraReader(settings.tenantId, await azureEnvironment(settings.microsoftCloud), { calls: 0 });
  const clouds = { entra, history: historyIn(settings.homeRegion, { calls: 0 }), now: () => systemClock.now() };
  const waiting = { minutes: options.wait ?? 0, pollSeconds: POLL_SECONDS, say: (text: string) => writer.err(text) };

  if (what === "certificate") {
    const { rotation, activated } = await rotateCertificate(settings, clouds, {
      ...(options.awsHas === undefined ? {} : { awsHas: thumbprintOf(options.awsHas) }),
      ...(options.since === undefined ? {} : { since: timeOf(options.since) }),
      dryRun: options.dryRun === true,
      agree: (message) => confirmChange(options.yes === true, message),
      // With --json the one document on standard output is the answer at the end.
      say: (text) => (options.json === true ? writer.err(text) : writer.out(text)),
      waiting,
    });
    return answered(writer, options, "certificate", rotation, activated);
  }
  const look = (): Promise<Rotation> =>
    lookAtToken(settings, {
      ...clouds,
      state: () => readState(stack),
      storedToken: () => pulumiOrFail(["config", "get", "scimToken", "--stack", stack]),
    });
  return answered(writer, options, "scim-token", await waited(await look(), look, waiting), undefined);
};

function answered(writer: Writer, options: Options, rotation: string, found: Rotation, activated: Activated | undefined): number {
  const { steps, summary, next } = found;
  if (options.json === true)
    writer.out(json({ rotation, complete: next === undefined, next: next?.id ?? null, summary, steps, activated: activated ?? null }));
  else writer.out(formatRotation(found));
  return next === undefined ? exitStatus.fine : exitStatus.findings;
}

/** A thumbprint as people copy it: any case, with or without colons and blanks. */
function thumbprintOf(text: string): string {
  const plain = text.replace(/[\s:]/g, "").toUpperCase();
  if (!/^[0-9A-F]{40}$/.test(plain)) throw new Failure(`--aws-has is "${text}"; write a SHA-1 thumbprint of 40 hexadecimal digits.`);
  return plain;
}

function timeOf(text: string): Date {
  const time = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) || Number.isNaN(time.getTime()))
    throw new Failure(`--since is "${text}"; write a UTC time such as 2026-11-28T11:00:00Z, as this command showed it.`);
  return time;
}
