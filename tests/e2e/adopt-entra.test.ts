import assert from "node:assert/strict";
import { parse, parseDocument } from "yaml";
import { AdoptedStack } from "./adopt/adopted-stack";
import { localScim, makeApplication } from "./adopt/clicked-entra";
import { estate, stillEntra } from "./adopt/estate";
import { between, everythingOfAws, everythingOfEntra, settled } from "./adopt/everything";
import { HandMade } from "./adopt/hand-made";
import type { EntraReader } from "./clouds";
import { succeeded } from "./sandbox";

const DEV = "012345678902";

/**
 * A clicked gallery application with what people put around it, by Graph and AWS alone; then the way of docs/adopt.md.
 */
describe("adopting a federation that people clicked together, on the real engine", function () {
  this.timeout(900_000);
  const { sandbox, temporary } = estate("entra");
  const stack = new AdoptedStack(sandbox, temporary);
  let environment: NodeJS.ProcessEnv;
  let entra: EntraReader;
  let found: string[];
  let untouched: string;

  before(async () => {
    environment = await sandbox.variables();
    entra = await stillEntra(environment);
    const groups = new Map<string, string>();
    for (const name of ["aws-platform-admins", "aws-data-analysts", "aws-emergency-access"]) groups.set(name, await entra.groupId(name));
    await clickEntra(groups);
    await entra.cycle();
    await clickAws();
    untouched = await everythingOfEntra(entra);
  });

  async function clickEntra(groups: ReadonlyMap<string, string>): Promise<void> {
    const { clientId } = await makeApplication(
      entra,
      {
        name: "AWS (clicked in 2023)",
        ...{ application: { notes: "do not touch" }, servicePrincipal: {}, certificate: {} },
        groups: ["aws-platform-admins", "aws-data-analysts"].map((name) => groups.get(name)!),
      },
      await localScim(sandbox),
    );
    const policy = (displayName: string, state: string, grantControls: object, users: object): Record<string, unknown> => ({
      ...{ displayName, state, grantControls },
      conditions: {
        clientAppTypes: ["all"],
        applications: { includeApplications: [clientId] },
        users: { includeUsers: ["All"], ...users },
      },
    });
    const excludeGroups = [groups.get("aws-emergency-access")!];
    const mfa = { operator: "OR", builtInControls: ["mfa"] };
    const path = "/v1.0/identity/conditionalAccess/policies";
    await entra.make(path, policy("MFA on AWS", "enabled", mfa, { excludeGroups }));
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const device = { operator: "OR", builtInControls: ["compliantDevice"] };
    await entra.make(path, policy("AWS devices (trial)", "enabledForReportingButNotEnforced", device, { excludeGroups }));
  }

  async function clickAws(): Promise<void> {
    const hand = await new HandMade(environment).begin();
    await hand.existingGroups();
    for (const [name, policy, group, account] of [
      ["Admins", "AdministratorAccess", "aws-platform-admins", "300000000002"],
      ["Analysts", "ReadOnlyAccess", "aws-data-analysts", DEV],
    ] as const) {
      await hand.set({ name, description: "by hand", managed: [policy] });
      await hand.assign(name, group, [account]);
    }
    found = await settled(environment, hand.assigned);
  }

  /**
   * The adopted file as it was written, with the salt that `pulumi stack init` writes, and more entries of the access
   * list.
   */
  async function put(...more: object[]): Promise<void> {
    await stack.put((encryptionsalt) => {
      const file = parseDocument(stack.text("Pulumi.dev.yaml"));
      file.set("encryptionsalt", encryptionsalt);
      for (const entry of more) file.addIn(["config", "federation:access"], file.createNode(entry));
      return file.toString();
    });
  }
  it("writes both halves, and no cloud", async () => {
    const { status, text } = await sandbox.federation(["adopt", "--out", stack.folder]);
    assert.equal(status, 0, text);
    assert.equal(await everythingOfEntra(entra), untouched);
    const { config } = parse(stack.text("Pulumi.dev.yaml")) as { config: Record<string, Record<string, unknown>> };
    assert.equal(config["federation:phase"], "assign");
    assert.equal(config["federation:enterpriseApp"]?.["name"], "AWS (clicked in 2023)");
    assert.deepEqual(config["federation:conditionalAccess"], {
      state: "enabled",
      emergencyAccessGroup: "aws-emergency-access",
      adopted: { mfa: "MFA on AWS" },
    });
    assert.match(stack.text("decisions.md"), /AWS devices \(trial\).*settings cannot say it/);
  });

  it("comes to a first up that changes nothing in either cloud", async () => {
    await put();
    await stack.import();
    assert.deepEqual(await stack.up(), []);
    succeeded(await stack.run("up --yes --skip-preview --refresh --expect-no-changes"));
    assert.equal(await everythingOfEntra(entra), untouched);
    assert.deepEqual(await everythingOfAws(environment), found);
  });

  it("leaves nothing outside, and nothing for verify but true faults", async () => {
    await stack.isWhole();
    assert.deepEqual(await stack.verified((status) => status === "finding"), []);
  });

  it("changes exactly one resource for one change of access", async () => {
    const entry = { group: "aws-data-analysts", permissionSet: "Analysts", accounts: "app-prod" };
    await put(entry);
    const changed = await stack.up();
    assert.equal(changed.length, 1, changed.join("\n"));
    assert.match(changed[0]!, /^create .*AccountAssignment::Analysts\/[^/]+\/300000000001$/);
    const { more, less } = between(found, await everythingOfAws(environment));
    assert.deepEqual([more.length, less], [1, []], more.join("\n"));
    assert.equal(await everythingOfEntra(entra), untouched);
  });
});
