import assert from "node:assert/strict";
import { parse, stringify } from "yaml";
import { AdoptedStack } from "./adopt/adopted-stack";
import { between, everythingOfAws, settled } from "./adopt/everything";
import { estate, MANAGEMENT } from "./adopt/estate";
import { HandMade } from "./adopt/hand-made";
import { succeeded } from "./sandbox";

const odd = ["all", "on", "data: prod", "012345678901", "*prod*", "été", "twice", "twice", "x".repeat(50)];
const ids = odd.map((_, index) => String(index + 1).padStart(12, "0"));

const world = {
  ous: ["Security", "Workloads/Prod", "Workloads/Dev"],
  accounts: [
    { id: "500000000001", name: "Log Archive", ou: "Security" },
    { id: "500000000002", name: "Audit", ou: "Security" },
    ...odd.map((name, index) => ({
      id: ids[index],
      name,
      ou: index % 2 === 0 ? "Workloads/Prod" : "Workloads/Dev",
      tags: { env: index % 2 === 0 ? "prod" : "dev" },
    })),
  ],
};

describe("adopting an Identity Center that people made by hand, on the real engine", function () {
  this.timeout(600_000);
  const { sandbox, temporary } = estate("hand", world);
  const stack = new AdoptedStack(sandbox, temporary);
  let environment: NodeJS.ProcessEnv;
  let found: string[];

  makeByHand();

  function makeByHand(): void {
    before(async () => {
      environment = await sandbox.variables();
      const hand = await new HandMade(environment).begin();
      for (const group of ["ops", "0x1F: on", "AWSControlTowerAdmins", "auditors"]) await hand.group(group);
      await hand.user("ada@example.com");
      await hand.set({
        name: "Ops",
        description: "Run: it all",
        session: "PT8H",
        managed: ["ReadOnlyAccess", "job-function/Billing"],
        tags: { owner: "on", "cost:centre": "0042" },
      });
      await hand.set({
        name: "NoDescription",
        session: "PT1H30M",
        relayState: "https://eu-west-1.console.aws.amazon.com/s3",
        managed: ["SecurityAudit"],
      });
      await hand.set({ name: "Nothing", description: "grants nothing" });
      await hand.set({ name: "0123", description: "#yes", managed: ["ReadOnlyAccess"], boundary: "PowerUserAccess" });
      await hand.set({ name: "Customer", customer: [{ name: "Own", path: "/team/" }] });
      await hand.set({
        name: "Inline",
        description: "by hand",
        inline: '{"Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}, "Version": "2012-10-17"}',
      });
      await hand.set({
        name: "Listed",
        description: "two statements",
        inline: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            { Sid: "A", Effect: "Allow", Action: ["s3:Get*", "s3:List*"], Resource: "*" },
            { Effect: "Deny", Action: "s3:GetObject", Resource: "arn:aws:s3:::secret/*" },
          ],
        }),
      });
      await hand.set({
        name: "Security-Audit-RO",
        description: "Reads configuration and data for security audits.",
        session: "PT8H",
        managed: ["SecurityAudit", "ReadOnlyAccess"],
      });
      await hand.set({ name: "Developer", description: "ours", managed: ["ReadOnlyAccess"] });
      // Control Tower's shape: its sets, for its groups and one of ours.
      await hand.set({
        name: "AWSAdministratorAccess",
        description: "Provides full access to AWS services and resources",
        managed: ["AdministratorAccess"],
      });
      await hand.set({
        name: "AWSReadOnlyAccess",
        description: "This policy grants permissions to view resources",
        managed: ["ReadOnlyAccess"],
      });
      await hand.assign("Ops", "ops", [MANAGEMENT, ...ids, "500000000001", "500000000002"]);
      await hand.assign("Inline", "ops", [ids[0]!, ids[2]!]);
      await hand.assign("Listed", "ops", [ids[0]!, ids[2]!]);
      await hand.assign("NoDescription", "0x1F: on", [ids[1]!]);
      await hand.assign("0123", "0x1F: on", [ids[4]!]);
      await hand.assign(
        "Security-Audit-RO",
        "auditors",
        ids.filter((_, index) => index % 2 === 0),
      );
      await hand.assign(
        "Developer",
        "auditors",
        ids.filter((_, index) => index % 2 === 0),
      );
      await hand.assign("Ops", "ada@example.com", [ids[0]!]);
      await hand.assign("AWSAdministratorAccess", "AWSControlTowerAdmins", [MANAGEMENT, "500000000001"]);
      await hand.assign("AWSReadOnlyAccess", "auditors", ["500000000002"]);
      found = await settled(environment, hand.assigned);
    });
  }

  /** The adopted file with the salt that `pulumi stack init` writes. */
  async function put(change: (config: Record<string, unknown>) => object = () => ({})): Promise<void> {
    const { config } = parse(stack.text("Pulumi.dev.yaml")) as { config: Record<string, unknown> };
    await stack.put((encryptionsalt) => stringify({ encryptionsalt, config: { ...config, ...change(config) } }));
  }
  it("writes three files, and no cloud", async () => {
    const { status, text } = await sandbox.federation(["adopt", "--out", stack.folder, "--half", "aws", "--fold"]);
    assert.equal(status, 0, text);
    assert.deepEqual(await everythingOfAws(environment), found);
  });

  it("follows its own commands to a first up that changes no resource of a cloud", async () => {
    await put();
    await stack.import();
    assert.deepEqual(await stack.up(), []);
    assert.deepEqual(await everythingOfAws(environment), found);
    succeeded(await stack.run("up --yes --skip-preview --refresh --expect-no-changes"));
    assert.deepEqual(await everythingOfAws(environment), found);
  });

  it("leaves nothing outside, and nothing for verify but true faults", async () => {
    await stack.isWhole();
    // Nobody has signed in to the sandbox.
    const wrong = (status: string, id: string): boolean => status === "finding" || (status === "cannot tell" && !id.startsWith("R9."));
    assert.deepEqual(await stack.verified(wrong), []);
  });

  it("has told what the policy pack refuses of it, with a way out", async () => {
    assert.deepEqual(await stack.refusals(), { refused: 1, undecided: [] });
  });

  it("changes exactly one resource for one change of access", async () => {
    await put((config) => ({
      "federation:access": [
        ...(config["federation:access"] as object[]),
        { group: "auditors", permissionSet: "Nothing", accounts: "Audit" },
      ],
    }));
    const changed = await stack.up();
    assert.equal(changed.length, 1, changed.join("\n"));
    assert.match(changed[0]!, /^create .*AccountAssignment::Nothing\/[^/]+\/500000000002$/);
    const { more, less } = between(found, await everythingOfAws(environment));
    assert.deepEqual([more.length, less], [1, []], more.join("\n"));
    assert.match(more[0]!, /^assignment Nothing GROUP \S+ 500000000002$/);
  });
});
