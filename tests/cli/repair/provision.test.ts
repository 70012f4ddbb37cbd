import assert from "node:assert/strict";
import type { SetRepair } from "../../../cli/repair/plan";
import { repairSets, type SetClouds } from "../../../cli/repair/provision";

interface Asked {
  readonly name: string;
  readonly input: Record<string, string>;
}

/**
 * Identity Center as far as these commands go: a request ends at its second look, and an account with a reason never
 * succeeds.
 */
class FakeCenter implements Pick<SetClouds, "client"> {
  readonly asked: Asked[] = [];
  readonly messages: string[] = [];
  mostAtOnce = 0;
  private open = new Map<string, { arn: string; accounts: string[]; looks: number }>();

  constructor(
    readonly stale: Map<string, Set<string>>,
    private readonly reasons: Readonly<Record<string, string>> = {},
  ) {}

  readonly client = {
    send: async (command: { constructor: { name: string }; input: unknown }): Promise<unknown> => {
      const name = command.constructor.name.replace(/Command$/, "");
      const input = command.input as Record<string, string>;
      this.asked.push({ name, input });
      const arn = input["PermissionSetArn"] ?? "";
      if (name === "ProvisionPermissionSet") return this.begin(arn, input["TargetId"]);
      if (name === "DescribePermissionSetProvisioningStatus") return this.look(input["ProvisionPermissionSetRequestId"] ?? "");
      return {};
    },
  } as unknown as SetClouds["client"];

  clouds(): SetClouds {
    const stale = async (arn: string): Promise<string[]> => [...(this.stale.get(arn) ?? [])];
    return { client: this.client, instanceArn: "arn:instance", stale, say: (sentence) => this.messages.push(sentence), pollSeconds: 0 };
  }

  names(): string[] {
    return this.asked
      .filter(({ name }) => !name.startsWith("Describe"))
      .map(({ name, input }) => `${name} ${input["TargetId"] ?? input["TargetType"] ?? ""}`.trim());
  }

  private begin(arn: string, account: string | undefined): unknown {
    const RequestId = `request-${this.asked.length}`;
    this.open.set(RequestId, { arn, accounts: account === undefined ? [...(this.stale.get(arn) ?? [])] : [account], looks: 0 });
    this.mostAtOnce = Math.max(this.mostAtOnce, this.open.size);
    return { PermissionSetProvisioningStatus: { Status: "IN_PROGRESS", RequestId } };
  }

  private look(RequestId: string): unknown {
    const request = this.open.get(RequestId)!;
    if (++request.looks < 2) return { PermissionSetProvisioningStatus: { Status: "IN_PROGRESS", RequestId } };
    this.open.delete(RequestId);
    const failed = request.accounts.find((id) => this.reasons[id] !== undefined);
    if (failed !== undefined)
      return { PermissionSetProvisioningStatus: { Status: "FAILED", RequestId, FailureReason: this.reasons[failed] } };
    for (const id of request.accounts) this.stale.get(request.arn)?.delete(id);
    return { PermissionSetProvisioningStatus: { Status: "SUCCEEDED", RequestId } };
  }
}

const accounts = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `30000000000${index}`, name: `a${index}`, state: "ACTIVE" }));
const repairOf = (name: string, count: number, detach: SetRepair["detach"] = []): SetRepair => ({
  name,
  arn: `arn:${name}`,
  detach,
  accounts: accounts(count),
});
const staleOf = (...sets: SetRepair[]) => new Map(sets.map((set) => [set.arn, new Set(set.accounts.map(({ id }) => id))]));

describe("federation repair: permission sets", () => {
  it("are detached first, then provisioned again account by account, and each is said", async () => {
    const set = repairOf("Developer", 2, [
      { kind: "inline policy", content: "{}" },
      { kind: "permissions boundary", content: "arn:b" },
    ]);
    const center = new FakeCenter(staleOf(set));
    assert.deepEqual(await repairSets([set], center.clouds()), []);
    assert.deepEqual(center.names(), [
      "DeleteInlinePolicyFromPermissionSet",
      "DeletePermissionsBoundaryFromPermissionSet",
      "ProvisionPermissionSet 300000000000",
      "ProvisionPermissionSet 300000000001",
    ]);
    assert.deepEqual(center.messages.sort(), [
      "Provisioned again: Developer in a0 (300000000000)",
      "Provisioned again: Developer in a1 (300000000001)",
      "Removed: the inline policy of Developer",
      "Removed: the permissions boundary of Developer",
    ]);
  });

  it("are never more than three at once, and one at a time in an account", async () => {
    const sets = [repairOf("A", 9), repairOf("B", 9)];
    const center = new FakeCenter(staleOf(...sets));
    assert.deepEqual(await repairSets(sets, center.clouds()), []);
    assert.equal(center.mostAtOnce, 3);
    assert.equal(center.names().length, 18);
  });

  it("tell the reason of an account that fails, and go on with the others", async () => {
    const set = repairOf("Developer", 3);
    const center = new FakeCenter(staleOf(set), { "300000000001": "Policy p does not exist." });
    assert.deepEqual(await repairSets([set], center.clouds()), ["Developer in a1 (300000000001): Policy p does not exist"]);
    assert.deepEqual([...center.stale.get("arn:Developer")!], ["300000000001"]);
  });

  it("go to many accounts with one request, and to those that stay behind one by one", async () => {
    const set = {
      ...repairOf("Developer", 0),
      accounts: Array.from({ length: 12 }, (_, i) => ({ id: `4000000000${10 + i}`, name: `b${i}`, state: "ACTIVE" })),
    };
    const whole = new FakeCenter(staleOf(set));
    assert.deepEqual(await repairSets([set], whole.clouds()), []);
    assert.deepEqual(whole.names(), ["ProvisionPermissionSet ALL_PROVISIONED_ACCOUNTS"]);
    const partly = new FakeCenter(staleOf(set), { "400000000010": "Policy p does not exist." });
    assert.deepEqual(await repairSets([set], partly.clouds()), ["Developer in b0 (400000000010): Policy p does not exist"]);
    assert.equal(partly.names().length, 13);
  });

  it("are not believed: what AWS still shows as out of date is told", async () => {
    const set = repairOf("Developer", 1);
    const center = new FakeCenter(staleOf(set));
    const clouds = { ...center.clouds(), stale: async () => ["300000000000"] };
    assert.deepEqual(await repairSets([set], clouds), [
      "Developer in a0 (300000000000): AWS says that it succeeded, and still shows the account as out of date",
    ]);
  });

  it("take it for done where somebody else was faster to detach", async () => {
    const set = repairOf("Developer", 0, [{ kind: "inline policy", content: "{}" }]);
    const center = new FakeCenter(staleOf(set));
    const gone = Object.assign(new Error("not found"), { name: "ResourceNotFoundException" });
    const clouds = { ...center.clouds(), client: { send: async () => Promise.reject(gone) } as unknown as SetClouds["client"] };
    assert.deepEqual(await repairSets([set], clouds), []);
  });
});
