import assert from "node:assert/strict";
import type { UniqueName } from "../../access/existing-names";
import { findNameClashes } from "../../components/existing-names";
import { readStackState } from "../../components/stack-state";
import { startMocks } from "./mocks";

const instance = { instanceArn: "arn:instance", identityStoreId: "d-1", region: "eu-west-1" };
const set = (name: string): UniqueName => ({
  kind: "permission set",
  type: "aws:ssoadmin/permissionSet:PermissionSet",
  resource: name,
  name,
});
const bucket: UniqueName = { kind: "S3 bucket", type: "aws:s3/bucket:Bucket", resource: "trail", name: "trail-1", region: "eu-west-1" };
const user: UniqueName = { kind: "IAM user", type: "aws:iam/user:User", resource: "breakglass-1", name: "breakglass-1" };
const urnOf = ({ type, resource }: UniqueName): string => `urn:pulumi:test::federation::federation:index:Federation$${type}::${resource}`;

describe("looking for names that exist already", () => {
  let state: Record<string, object> = {};
  let sets: Record<string, string> = {};
  let bucketAnswer: () => Record<string, unknown>;
  let users: () => string[];
  const providers: Record<string, string> = {};
  const lookUp = async ({ name, region }: UniqueName): Promise<string | undefined> => {
    calls.push(`${name} in ${region}`);
    if (name === "refused") throw Object.assign(new Error("not authorized"), { name: "AccessDeniedException" });
    return name === "taken" ? "arn:taken" : undefined;
  };
  let calls: string[] = [];
  before(() =>
    startMocks({
      "pulumi:pulumi:readStackResourceOutputs": () => ({ outputs: state }),
      "aws:ssoadmin/getPermissionSets:getPermissionSets": () => {
        calls.push("list of sets");
        return { arns: Object.keys(sets) };
      },
      "aws:ssoadmin/getPermissionSet:getPermissionSet": ({ arn }) => {
        calls.push(`set ${String(arn)}`);
        return { arn, name: sets[arn as string] };
      },
      "aws:s3/getBucket:getBucket": () => bucketAnswer(),
      "aws:iam/getUsers:getUsers": () => ({ arns: users() }),
      "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider": ({ url }) => {
        const arn = providers[url as string];
        if (arn === undefined) throw new Error(`finding IAM OIDC Provider by url (${String(url)}): not found`);
        return { arn };
      },
    }),
  );
  beforeEach(() => {
    state = {};
    sets = { "arn:ours": "Developer", "arn:by-hand": "Ops-RO", "arn:other": "AWSAdministratorAccess" };
    calls = [];
    users = () => [];
    bucketAnswer = () => {
      throw new Error("reading S3 Bucket (trail-1): couldn't find resource");
    };
  });

  it("asks no cloud where the state holds everything", async () => {
    state = { [urnOf(set("Developer"))]: { type: set("Developer").type, outputs: { arn: "arn:ours" } } };
    assert.deepEqual(await findNameClashes([set("Developer")], instance, await readStackState(), lookUp), []);
    assert.deepEqual(calls, []);
  });

  it("describes only the permission sets that are not this stack's", async () => {
    state = { [urnOf(set("Developer"))]: { type: set("Developer").type, outputs: { arn: "arn:ours" } } };
    const wanted = set("Ops-RO");
    assert.deepEqual(await findNameClashes([set("Developer"), wanted, set("New")], instance, await readStackState(), lookUp), [
      { wanted, id: "arn:by-hand" },
    ]);
    assert.deepEqual(calls, ["list of sets", "set arn:by-hand", "set arn:other"]);
  });

  it("finds a user by its whole name, not a part of it", async () => {
    users = () => ["arn:aws:iam::1:user/old/breakglass-1", "arn:aws:iam::1:user/not-breakglass-1"];
    assert.deepEqual(await findNameClashes([user], instance, await readStackState(), lookUp), [
      { wanted: user, id: "arn:aws:iam::1:user/old/breakglass-1" },
    ]);
  });

  it("finds the OIDC provider of an issuer, and none where there is none", async () => {
    const wanted: UniqueName = {
      ...{ kind: "OIDC provider of the issuer", type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider" },
      ...{ resource: "siem/sentinel", name: "https://sts.windows.net/t/" },
    };
    assert.deepEqual(await findNameClashes([wanted], instance, await readStackState(), lookUp), []);
    providers["https://sts.windows.net/t/"] = "arn:provider";
    assert.deepEqual(await findNameClashes([wanted], instance, await readStackState(), lookUp), [{ wanted, id: "arn:provider" }]);
  });

  it("takes a bucket that is forbidden for another account's, and one that is not there for free", async () => {
    assert.deepEqual(await findNameClashes([bucket], instance, await readStackState(), lookUp), []);
    bucketAnswer = () => {
      throw new Error("reading S3 Bucket (trail-1): operation error S3: HeadBucket, StatusCode: 403, api error Forbidden: Forbidden");
    };
    assert.deepEqual(await findNameClashes([bucket], instance, await readStackState(), lookUp), [
      { wanted: bucket, id: "of another AWS account" },
    ]);
  });

  it("goes on where a look-up is not allowed, and does not hide another failure", async () => {
    users = () => {
      throw new Error("AccessDenied: not authorized to perform iam:ListUsers");
    };
    assert.deepEqual(await findNameClashes([user], instance, await readStackState(), lookUp), []);
    users = () => {
      throw new Error("connection refused");
    };
    await assert.rejects(findNameClashes([user], instance, await readStackState(), lookUp), /connection refused/);
  });

  describe("which the provider cannot look up", () => {
    const rule = (name: string): UniqueName => ({
      ...{ kind: "event rule", type: "aws:cloudwatch/eventRule:EventRule", resource: `rule/${name}`, name, region: "eu-west-1" },
    });

    it("asks AWS once a name, finds what is taken, and goes on where it may not ask", async () => {
      const names = [rule("free"), rule("taken"), rule("refused")];
      assert.deepEqual(await findNameClashes(names, instance, await readStackState(), lookUp), [
        { wanted: rule("taken"), id: "arn:taken" },
      ]);
      assert.deepEqual(calls, ["free in eu-west-1", "taken in eu-west-1", "refused in eu-west-1"]);
    });

    it("asks nothing of what the state holds", async () => {
      state = { [urnOf(rule("taken"))]: { type: rule("taken").type, outputs: {} } };
      assert.deepEqual(await findNameClashes([rule("taken")], instance, await readStackState(), lookUp), []);
      assert.deepEqual(calls, []);
    });
  });
});
