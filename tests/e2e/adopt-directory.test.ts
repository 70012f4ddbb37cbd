import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { changedResources } from "./adopt/adopted-stack";
import { estate } from "./adopt/estate";
import { between, everythingOfAws, settled } from "./adopt/everything";
import { ACS_URL, localScim } from "./adopt/clicked-entra";
import { commandsOfTheGuide, Follower } from "./adopt/guide";
import { HandMade } from "./adopt/hand-made";
import { EntraReader } from "./clouds";
import { succeeded } from "./sandbox";

const world = {
  ous: ["Workloads/Prod"],
  accounts: [
    { id: "200000000001", name: "app", ou: "Workloads/Prod" },
    { id: "200000000002", name: "data", ou: "Workloads/Prod" },
  ],
};

/**
 * Groups and users as AWS Managed Microsoft AD or AD Connector bring them: with their domain, and no object id of
 * Entra, in which there is no application for AWS.
 */
describe("adopting an Identity Center on Active Directory by the commands of docs/adopt.md, on the real engine", function () {
  this.timeout(600_000);
  const { sandbox, temporary } = estate("ad", world);
  const clone = new Follower(sandbox, mkdtempSync(join(temporary, "clone-")));
  let environment: NodeJS.ProcessEnv;
  let found: string[];

  before(async () => {
    environment = await sandbox.variables();
    const hand = await new HandMade(environment).begin();
    for (const group of ["AWS Ops@corp.example.com", "AWS Auditors@corp.example.com"]) await hand.group(group);
    await hand.user("jdoe@corp.example.com");
    await hand.set({ name: "Ops", session: "PT4H", managed: ["PowerUserAccess"], tags: { "cost-centre": "0042" } });
    await hand.set({ name: "Audit", description: "Auditors", managed: ["SecurityAudit"] });
    await hand.assign("Ops", "AWS Ops@corp.example.com", ["200000000001", "200000000002"]);
    await hand.assign("Audit", "AWS Auditors@corp.example.com", ["200000000001", "200000000002"]);
    await hand.assign("Audit", "jdoe@corp.example.com", ["200000000001"]);
    found = await settled(environment, hand.assigned);
  });

  for (const line of commandsOfTheGuide())
    it(`follows the guide: ${line}`, async () => {
      succeeded(await clone.types(line));
      assert.deepEqual(await everythingOfAws(environment), found);
    });

  it("has been told the way to federation, and the same commands", () => {
    const decisions = clone.text("adopted/decisions.md");
    assert.match(decisions, /the way to federation.*Active Directory deletes all assignments/);
    assert.match(decisions, /held by a single user.*jdoe@corp\.example\.com/s);
    const [, block = ""] = /^```sh\n(.*?)^```/ms.exec(decisions) ?? [];
    const plain = (line: string): string => line.replace(/ +#.*/, "");
    assert.deepEqual(
      block.trimEnd().split("\n").map(plain),
      commandsOfTheGuide()
        .filter((line) => !/^less | --out /.test(line))
        .map(plain),
    );
  });

  it("has nothing left to do, and changes one resource for one change of access", async () => {
    succeeded(await clone.types("pulumi up --stack prod --skip-preview --refresh --expect-no-changes"));
    const file = parseDocument(clone.text("Pulumi.prod.yaml"));
    const entry = { group: "AWS Auditors@corp.example.com", permissionSet: "Audit", accounts: "management" };
    file.addIn(["config", "federation:access"], file.createNode(entry));
    clone.write("Pulumi.prod.yaml", file.toString());
    const { stdout } = succeeded(await clone.types("pulumi up --stack prod --skip-preview --json"));
    const steps = changedResources(stdout);
    assert.equal(steps.length, 1, steps.join("\n"));
    assert.match(steps[0]!, /^create .*AccountAssignment::Audit\/[^/]+\/100000000001$/);
    const { more, less } = between(found, await everythingOfAws(environment));
    assert.deepEqual(less, []);
    assert.equal(more.length, 1, more.join("\n"));
    assert.match(more[0]!, /^assignment Audit GROUP \S+ 100000000001$/);
  });

  /** Assignments of groups, by the group's name. */
  async function assignments(): Promise<string[]> {
    const lines = (await everythingOfAws(environment)).map((line) => line.split(" "));
    const names = new Map(lines.flatMap(([kind, id, ...name]) => (kind === "group" ? [[id!, name.join(" ")] as const] : [])));
    return lines
      .flatMap(([kind, set, type, id, account]) =>
        kind === "assignment" && type === "GROUP" ? [`${set} ${names.get(id!) ?? id} ${account}`] : [],
      )
      .sort();
  }

  it("goes to Entra as the guide says: without access while the identity source changes, then with all of it", async () => {
    const entra = new EntraReader(environment);
    await entra.control({ cycleIntervalSeconds: 3600, assignmentDelaySeconds: 0 });
    for (const displayName of ["AWS Ops", "AWS Auditors"])
      await entra.make("/v1.0/groups", {
        ...{ displayName, mailEnabled: false, mailNickname: displayName.replace(" ", "-"), securityEnabled: true, groupTypes: [] },
      });
    const held = await assignments();
    const write = (settings: Readonly<Record<string, unknown>>): void => {
      // Groups of Active Directory are shown with their domain; Entra has them without.
      const file = parseDocument(clone.text("Pulumi.prod.yaml").replace(/(group: .*)@corp\.example\.com/g, "$1"));
      for (const [key, value] of Object.entries(settings))
        if (value === undefined) file.deleteIn(["config", `federation:${key}`]);
        else file.setIn(["config", `federation:${key}`], file.createNode(value));
      clone.write("Pulumi.prod.yaml", file.toString());
    };
    write({ phase: "connect", confirmReturnToConnect: true });
    succeeded(await clone.types("pulumi up --stack prod --skip-preview"));
    assert.deepEqual(await assignments(), []);

    const { endpoint: scimEndpoint, token } = await localScim(sandbox);
    succeeded(await clone.types(`pulumi config set --stack prod --secret federation:scimToken '${token}'`));
    write({
      ...{ phase: "assign", confirmReturnToConnect: undefined, identityCenter: { acsUrls: [ACS_URL] } },
      provisioning: { scimEndpoint, tokenExpires: tokenEnd(), assignmentDelaySeconds: 0 },
    });
    succeeded(await clone.types("pulumi up --stack prod --skip-preview"));
    assert.deepEqual(
      await assignments(),
      held.map((line) => line.replace("@corp.example.com", "")),
    );
  });
});

/** A token that is made today ends in a year. */
function tokenEnd(): string {
  return new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);
}
