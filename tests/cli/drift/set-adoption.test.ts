import assert from "node:assert/strict";
import { readDrift } from "../../../cli/drift/command";
import type { FindAuthors } from "../../../cli/drift/authors";
import type { Sources } from "../../../cli/verify/context";
import type { Settings } from "../../../access/settings";
import { contextWith, rightSources, settings } from "../verify/fakes";

const nobody: FindAuthors = async () => new Map();
const POLICY = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["s3:ListAllMyBuckets"], Resource: ["*"] }] };
type Own = Readonly<Record<string, unknown>>;
const OPS: Own = {
  description: "Operations",
  sessionHours: 4,
  managedPolicies: ["SecurityAudit"],
  relayState: "https://console.aws.amazon.com/ec2/",
};

/** Settings with one permission set. */
const withSet = (name: string, of: Own): Settings =>
  settings({ permissionSets: { [name]: of }, access: [{ group: "admins", permissionSet: name, accounts: "app" }] });

/** What is there: the set as the settings want it, with fields changed. */
function live(wanted: Settings, name: string, set: object, content: object): (sources: Sources) => Sources {
  return (sources) => {
    const { identityCenter } = rightSources(wanted);
    return {
      ...sources,
      identityCenter: {
        ...sources.identityCenter,
        permissionSets: async (...asked) =>
          (await identityCenter.permissionSets(...asked)).map((each) => (each.name === name ? { ...each, ...set } : each)),
        content: async (instance, arn) => ({
          ...(await identityCenter.content(instance, arn)),
          ...(arn === `arn:${name}` ? content : {}),
        }),
      },
    };
  };
}
const AWS = "arn:aws:iam::aws:policy";

/** A change by hand, what drift says to write, and the set once it is written. */
const ADOPTABLE: readonly (readonly [set: object, content: object, says: string, after: Own])[] = [
  [{ description: "Ops" }, {}, 'description: "Ops"', { description: "Ops" }],
  [{ sessionDuration: "PT2H" }, {}, "sessionHours: 2", { sessionHours: 2 }],
  [{ relayState: undefined }, {}, "no relayState", { relayState: undefined }],
  [
    { relayState: "https://console.aws.amazon.com/s3/" },
    {},
    'relayState: "https://console.aws.amazon.com/s3/"',
    { relayState: "https://console.aws.amazon.com/s3/" },
  ],
  [
    {},
    { managedPolicyArns: [`${AWS}/job-function/Billing`] },
    "add job-function/Billing to managedPolicies, take SecurityAudit out of managedPolicies",
    { managedPolicies: ["job-function/Billing"] },
  ],
  [
    {},
    { customerManagedPolicies: [{ name: "ops", path: "/team/" }] },
    "add {name: ops, path: /team/} to customerManagedPolicies",
    { customerManagedPolicies: [{ name: "ops", path: "/team/" }] },
  ],
  [{}, { inlinePolicy: POLICY }, "inlinePolicy as `aws sso-admin get-inline-policy-for-permission-set` shows it", { inlinePolicy: POLICY }],
  [
    {},
    { boundary: { managedPolicyArn: `${AWS}/PowerUserAccess` } },
    "permissionsBoundary: {managedPolicy: PowerUserAccess}",
    { permissionsBoundary: { managedPolicy: "PowerUserAccess" } },
  ],
  [
    {},
    { boundary: { customerManagedPolicy: { name: "edge", path: "/" } } },
    "permissionsBoundary: {customerManagedPolicy: {name: edge, path: /}}",
    { permissionsBoundary: { customerManagedPolicy: { name: "edge", path: "/" } } },
  ],
];

describe("federation drift, the setting that would adopt a changed permission set", () => {
  for (const [set, content, says, after] of ADOPTABLE) {
    it(`${says}: written, there is no drift any more`, async () => {
      const before = withSet("Ops", OPS);
      const change = live(before, "Ops", set, content);
      const { changed } = await readDrift(contextWith(change, before), nobody);
      assert.deepEqual(
        changed.map(({ adopt, unadoptable }) => [adopt, unadoptable]),
        [[`in federation:permissionSets.Ops: ${says}`, undefined]],
      );
      const own = Object.fromEntries(Object.entries({ ...OPS, ...after }).filter(([, value]) => value !== undefined));
      assert.deepEqual((await readDrift(contextWith(change, withSet("Ops", own)), nobody)).changed, []);
    });
  }

  it("is none where the settings cannot say it, and the reason is told", async () => {
    const reasons: (string | undefined)[] = [];
    const why = async (name: string, own: Own, set: object, content: object): Promise<void> => {
      const wanted = withSet(name, own);
      const { changed } = await readDrift(contextWith(live(wanted, name, set, content), wanted), nobody);
      assert.equal(changed[0]?.adopt, null);
      reasons.push(changed[0]?.unadoptable);
    };
    await why("Ops", OPS, { description: undefined }, {});
    await why("Ops", OPS, { sessionDuration: "PT90M" }, {});
    await why("Ops", OPS, { relayState: "https://eve.example.com/" }, {});
    await why("Platform-Admin", {}, {}, { managedPolicyArns: [] });
    await why("Data-Analyst-RO", { buckets: ["acme-curated"], resultBucket: "acme-results" }, {}, { inlinePolicy: POLICY });
    assert.deepEqual(reasons, [
      "federation:permissionSets.Ops cannot say it: a set of the settings has a description",
      "federation:permissionSets.Ops cannot say it: a session lasts whole hours, 1 to 12, and not PT90M",
      "federation:permissionSets.Ops cannot say it: a relay state is a page of the AWS console",
      "federation:permissionSets.Platform-Admin cannot say it: AdministratorAccess is the archetype's own, which settings add to and never take from",
      "federation:permissionSets.Data-Analyst-RO cannot say it: the archetype's inline policy is built from its settings",
    ]);
  });
});
