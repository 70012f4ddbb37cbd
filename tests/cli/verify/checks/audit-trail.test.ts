import assert from "node:assert/strict";
import { bucket, type Fault, found, key, logGroup, open, role, trail } from "../guard-rows";

describe("verify, audit trail (R7.4)", () => {
  for (const [what, expected, plant] of [
    ["a stopped trail", "R7.4 trail finding: The trail federation-audit is not logging.", () => trail({ logging: false })],
    [
      "a trail of one region",
      "R7.4 trail finding: The trail federation-audit records one region only.",
      () => trail({ multiRegion: false }),
    ],
    [
      "a trail without global services",
      "R7.4 trail finding: The trail federation-audit leaves out global services.",
      () => trail({ globalEvents: false }),
    ],
    [
      "a trail without validation",
      "R7.4 trail finding: The trail federation-audit does not validate its files.",
      () => trail({ validated: false }),
    ],
    [
      "a trail elsewhere",
      "R7.4 trail finding: The trail federation-audit writes to the bucket eve instead of federation-audit-100000000001-eu-west-1.",
      () => trail({ bucket: "eve" }),
    ],
    [
      "a trail without log group",
      "R7.4 trail finding: The trail federation-audit writes to the log group of nobody instead of /aws/cloudtrail/federation-audit.",
      () => trail({ logGroup: undefined }),
    ],
    [
      "a trail that cannot deliver",
      "R7.4 trail finding: The trail federation-audit could not deliver: AccessDenied.",
      () => trail({ errors: ["AccessDenied"] }),
    ],
    [
      "selectors that leave reads out",
      "R7.4 trail finding: The trail federation-audit leaves out management events, by its event selectors.",
      () => trail({ selectors: [{ ReadWriteType: "WriteOnly", IncludeManagementEvents: true }] }),
    ],
    [
      "selectors that leave a service out",
      "R7.4 trail finding: The trail federation-audit leaves out events of kms.amazonaws.com, by its event selectors.",
      () =>
        trail({
          selectors: [{ ReadWriteType: "All", IncludeManagementEvents: true, ExcludeManagementEventSources: ["kms.amazonaws.com"] }],
        }),
    ],
    [
      "advanced selectors that leave reads out",
      "R7.4 trail finding: The trail federation-audit leaves out management events, by its event selectors.",
      () =>
        trail({
          selectors: [],
          advancedSelectors: [
            {
              FieldSelectors: [
                { Field: "eventCategory", Equals: ["Management"] },
                { Field: "readOnly", Equals: ["false"] },
              ],
            },
          ],
        }),
    ],
    [
      "a trail that is gone",
      "R7.4 trail finding: There is no trail federation-audit.",
      () => found({ trail: { trail: async () => undefined } }),
    ],
    [
      "an open bucket",
      "R7.4 trail finding: The trail's bucket federation-audit-100000000001-eu-west-1 has another policy.",
      () => bucket({ policy: open }),
    ],
    [
      "a bucket without versions",
      "R7.4 trail finding: The trail's bucket federation-audit-100000000001-eu-west-1 keeps no versions.",
      () => bucket({ versioning: "Suspended" }),
    ],
    [
      "a bucket with another key",
      "R7.4 trail finding: The trail's bucket federation-audit-100000000001-eu-west-1 encrypts with another key.",
      () => bucket({ keyArn: undefined }),
    ],
    [
      "a public bucket",
      "R7.4 trail finding: The trail's bucket federation-audit-100000000001-eu-west-1 does not block public access.",
      () => bucket({ closed: false }),
    ],
    [
      "a bucket that forgets",
      "R7.4 trail finding: The trail's bucket federation-audit-100000000001-eu-west-1 has the lifecycle rule forget, which nobody declared: it may delete what was recorded.",
      () => bucket({ lifecycleRules: ["forget"] }),
    ],
    [
      "a log group that forgets",
      "R7.4 trail finding: The trail's log group /aws/cloudtrail/federation-audit keeps events 1 days instead of 365 days.",
      () => logGroup({ retentionDays: 1 }),
    ],
    [
      "a log group that is gone",
      "R7.4 trail finding: The trail's log group /aws/cloudtrail/federation-audit does not exist.",
      () => found({ trail: { logGroup: async () => undefined } }),
    ],
    [
      "a role that may not write",
      "R7.4 trail finding: The trail's role federation-audit-to-logs lacks its policy write-logs.",
      () => role("federation-audit-to-logs", { inlinePolicies: new Map() }),
    ],
    [
      "a key about to go",
      "R7.4 trail finding: The trail's key is about to be deleted (`aws kms cancel-key-deletion` and `enable-key` first).",
      () => key("trail", { state: "PendingDeletion" }),
    ],
  ] satisfies readonly Fault[])
    it(`finds ${what}, and nothing else`, async () => assert.deepEqual(await plant(), [expected]));
});
