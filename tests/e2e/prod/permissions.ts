import { CloudTrailClient, paginateLookupEvents } from "@aws-sdk/client-cloudtrail";
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { succeeded } from "../sandbox";
import { type Prod, watchedRegions } from "./context";

/**
 * IAM's names of actions that are not called as the operation is. @see
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  "s3:HeadBucket": "s3:ListBucket",
  "s3:ListBuckets": "s3:ListAllMyBuckets",
  "s3:GetBucketCors": "s3:GetBucketCORS",
  "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
  "s3:PutBucketEncryption": "s3:PutEncryptionConfiguration",
  "s3:DeleteBucketEncryption": "s3:PutEncryptionConfiguration",
  "s3:GetBucketLifecycle": "s3:GetLifecycleConfiguration",
  "s3:GetBucketLifecycleConfiguration": "s3:GetLifecycleConfiguration",
  "s3:GetBucketReplication": "s3:GetReplicationConfiguration",
  "s3:GetBucketAccelerateConfiguration": "s3:GetAccelerateConfiguration",
  "s3:GetObjectLockConfiguration": "s3:GetBucketObjectLockConfiguration",
  "s3:GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
  "s3:PutPublicAccessBlock": "s3:PutBucketPublicAccessBlock",
  "s3:DeletePublicAccessBlock": "s3:PutBucketPublicAccessBlock",
  "s3:GetBucketNotificationConfiguration": "s3:GetBucketNotification",
  "s3:PutBucketNotificationConfiguration": "s3:PutBucketNotification",
  "s3:DeleteBucketTagging": "s3:PutBucketTagging",
};

/** Allowed to everybody, whatever the policy. */
const FREE = new Set(["sts:GetCallerIdentity"]);

const SERVICES: Readonly<Record<string, string>> = { monitoring: "cloudwatch", tagging: "tag" };

/** IAM actions of every call that the local AWS recorded from a moment on. */
export async function actionsSince(prod: Prod, from: Date): Promise<string[]> {
  const found = new Set<string>();
  for (const region of watchedRegions) {
    const client = new CloudTrailClient(prod.settings(region));
    for await (const { Events = [] } of paginateLookupEvents({ client, pageSize: 50 }, { StartTime: from })) {
      for (const { EventSource = "", EventName = "" } of Events) {
        const [source = ""] = EventSource.split(".");
        // Entra's own calls, under its SCIM token.
        if (source === "identitystore-scim") continue;
        const action = `${SERVICES[source] ?? source}:${EventName}`;
        found.add(OTHER_NAMES[action] ?? action);
      }
    }
  }
  return [...found].filter((action) => !FREE.has(action)).sort();
}

/** What the command prints as the least policy, by action. */
export async function leastActions(prod: Prod, purpose: string): Promise<ReadonlySet<string>> {
  const { stdout } = succeeded(await prod.sandbox.federation(["doctor", "--policy", purpose]));
  const { Statement } = JSON.parse(stdout) as { Statement: { Action: string[] }[] };
  return new Set(Statement.flatMap(({ Action }) => Action));
}

/** Runs something, and names the actions that it needed beyond a purpose's policy. */
export async function beyond(prod: Prod, purpose: string, run: () => Promise<unknown>): Promise<string[]> {
  const least = await leastActions(prod, purpose);
  // Events are told to the second.
  await wait(1_100);
  const from = new Date(Math.floor(Date.now() / 1000) * 1000);
  await run();
  const used = await actionsSince(prod, from);
  assert.ok(used.length > 5, `only ${used.join()} were recorded`);
  return used.filter((action) => !least.has(action) && action !== "cloudtrail:LookupEvents");
}

/** The least policies of `federation doctor` suffice for what the program and the command do. */
export function itNeedsNoMore(prod: Prod): void {
  it("reads with the least policy that `federation doctor` prints, in `verify`, `drift`, `expiry` and `inventory`", async () => {
    const run = async (): Promise<void> => {
      await prod.sandbox.federation(["verify"]);
      await prod.sandbox.federation(["drift"]);
      await prod.sandbox.federation(["expiry"]);
      await prod.sandbox.federation(["inventory"]);
    };
    assert.deepEqual(await beyond(prod, "verify", run), []);
  });

  it("previews, with a refresh too, with the least policy that it prints for that", async () => {
    assert.deepEqual(await beyond(prod, "preview", () => prod.sandbox.pulumi(["preview", "--refresh"])), []);
  });

  it("asks both clouds, and finds nothing missing that it could ask", async () => {
    const { status, stdout } = await prod.sandbox.federation(["doctor", "--json"]);
    const { aws, entra } = JSON.parse(stdout) as Record<string, { items: { status: string }[] }>;
    assert.equal(status, 0, stdout.slice(-2000));
    assert.ok(aws!.items.length > 100 && entra!.items.length > 5);
  });
}
