/**
 * A drill's subject, and an AWS that answers from a table.
 */
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { SNSClient } from "@aws-sdk/client-sns";
import { guardPolicy } from "../../../access/breakglass/guard-policy";
import { breakglassUserArns, guardArns, trailOf } from "../../../access/breakglass/watch";
import type { DrillResult } from "../../../cli/drill/record";
import type { DrillSubject } from "../../../cli/drill/subject";
import { parsed } from "../../access/fixtures";

export const NOW = new Date("2026-12-01T12:00:00Z");
const place = { accountId: "100000000001", partition: "aws", homeRegion: "eu-west-1" };
export const trail = trailOf({}, place);
export const userArns = breakglassUserArns([{ name: "breakglass-1" }], "/breakglass/", place);
export const guards = guardArns(place, "/breakglass/", trail);
export const subject: DrillSubject = {
  settings: parsed(),
  place,
  user: "breakglass-1",
  users: ["breakglass-1"],
  userArns,
  trail,
  guardArns: guards,
  guard: guardPolicy({ userArns: [...userArns.values()], guardArns: guards, accessKeys: false }),
  accessKeys: false,
  intervalDays: 92,
};

/** Answers of AWS by command, such as `ListMFADevices`; a function gets region and input. */
export type Answers = Readonly<Record<string, unknown>>;

interface Sent {
  readonly constructor: { readonly name: string };
  readonly input: Readonly<Record<string, unknown>>;
}

/** Runs with AWS answered from a table; a command that it lacks fails the test. */
export async function withAws<T>(answers: Answers, run: () => Promise<T>): Promise<T> {
  const clients = [IAMClient, CloudTrailClient, CloudWatchClient, EventBridgeClient, SNSClient].map(
    (client) => client.prototype as unknown as { send: unknown },
  );
  const originals = clients.map(({ send }) => send);
  for (const client of clients) {
    client.send = async function (this: { config: { region: () => Promise<string> } }, command: Sent) {
      const name = command.constructor.name.replace(/Command$/, "");
      if (!(name in answers)) throw new Error(`The test did not foresee ${name}.`);
      const answer = answers[name];
      if (answer instanceof Error) throw answer;
      return typeof answer === "function"
        ? (answer as (region: string, input: object) => unknown)(await this.config.region(), command.input)
        : answer;
    };
  }
  try {
    return await run();
  } finally {
    clients.forEach((client, index) => (client.send = originals[index]));
  }
}

export const error = (name: string): Error => Object.assign(new Error(name), { name });
export const sentences = (results: readonly DrillResult[], id: string): string => {
  const { outcome, evidence } = results.find((each) => each.id.startsWith(id))!;
  return `${outcome}: ${evidence}`;
};
export const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000);
