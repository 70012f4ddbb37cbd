import assert from "node:assert/strict";
import { listen, type Listening } from "../../../providers/shared/serve";
import { ProviderService } from "../../../providers/shared/service";
import { TableStandIn } from "../../../providers/shared/table";
import { unknown, type Props } from "../../../providers/shared/values";
import { keptState, PluginClient, secret } from "./plugin-client";
import { cloud, thing } from "./thing";

const type = "test:index/thing:Thing";
let client: PluginClient;
let server: Listening;
let configured: Props;

describe("a stand-in made of a table", () => {
  before(async () => {
    const standIn = new TableStandIn({
      name: "test",
      version: "1.2.3",
      configure: (config) => void (configured = config),
      types: { [type]: thing },
      functions: { "test:index/getEcho:getEcho": async (args) => ({ echo: args["word"] }) },
    });
    server = await listen(new ProviderService(standIn));
    client = new PluginClient(server.port);
    await client.configure({ region: "eu-west-1", ignoreTags: '{"keys":["a"]}', account: "012345678901", skip: "true" });
  });
  beforeEach(() => cloud.clear());
  after(() => {
    client.close();
    server.close();
  });

  it("reads JSON in the provider's configuration and leaves account ids as they are", () => {
    assert.deepEqual(configured, { region: "eu-west-1", ignoreTags: { keys: ["a"] }, account: "012345678901", skip: true });
  });

  it("tells its name and version in a minimal schema", async () => {
    assert.deepEqual(await client.schema(), { name: "test", version: "1.2.3", resources: {}, functions: {} });
    assert.equal((await client.handshake()).getAcceptSecrets(), true);
  });

  describe("check", () => {
    it("names what the program does not name, the same for the same seed, and keeps the name later", async () => {
      const first = await client.checked(type, "a-very-long-logical-name", {});
      assert.match(first.inputs["name"], /^a-very-long--[0-9a-f]{7}$/);
      assert.deepEqual(await client.checked(type, "a-very-long-logical-name", {}), first);
      const later = await client.checked(type, "a-very-long-logical-name", {}, { name: "kept", __defaults: ["name"] });
      assert.equal(later.inputs["name"], "kept");
    });

    it("makes a new name when the program stops naming it", async () => {
      assert.notEqual((await client.checked(type, "x", {}, { name: "given", __defaults: [] })).inputs["name"], "given");
    });

    it("fills in defaults and says which", async () => {
      assert.deepEqual((await client.checked(type, "x", { name: "n" })).inputs, { name: "n", session: "PT1H", __defaults: ["session"] });
    });

    it("refuses what the row refuses", async () => {
      assert.deepEqual((await client.checked(type, "x", { name: "n", session: "PT13H" })).failures, ["session is too long"]);
    });

    it("passes a type that it does not know", async () => {
      assert.deepEqual((await client.checked("test:other/x:X", "x", { a: [1], b: unknown })).inputs, { a: [1], b: unknown });
    });
  });

  describe("preview", () => {
    it("shows inputs and unknown outputs, and makes nothing", async () => {
      assert.deepEqual(await client.preview(type, "x", { name: "n", description: unknown, __defaults: [] }), {
        name: "n",
        description: unknown,
        arn: unknown,
        password: secret(unknown),
        size: unknown,
      });
      assert.equal(cloud.size, 0);
    });

    it("takes any type", async () => {
      const inputs = { nested: { list: [1, { deep: unknown }] }, token: secret("s3") };
      assert.deepEqual(await client.preview("test:other/x:X", "x", inputs), inputs);
    });

    it("of an update keeps what an update does not change", async () => {
      const made = await client.create(type, "x", { name: "n" });
      const { outputs } = await client.update(made, { name: "n", description: "new" }, true);
      assert.deepEqual(outputs, {
        name: "n",
        session: "PT1H",
        description: "new",
        arn: "arn:n",
        password: secret("made once"),
        size: unknown,
      });
    });
  });

  it("makes, reads, changes and deletes", async () => {
    const made = await client.create(type, "x", { name: "n", policies: ["b", "a"], tags: { env: "prod" } });
    assert.equal(made.id, "n");
    assert.deepEqual(made.outputs["policies"], ["b", "a"], "a set keeps the program's order");
    assert.deepEqual(await client.refresh(made), made);
    assert.deepEqual(await client.diff(made, { name: "n", policies: ["a", "b"], tags: { env: "prod" } }), {
      changes: [],
      replaces: [],
      deleteFirst: true,
    });

    const changed = await client.update(made, { name: "n", description: "new" });
    assert.equal(cloud.get("n")?.["description"], "new");
    assert.equal(changed.outputs["policies"], undefined);
    assert.deepEqual(changed.outputs["password"], secret("made once"));

    await client.delete(changed);
    assert.equal(await client.refresh(changed), undefined);
  });

  describe("diff", () => {
    const program = {
      name: "n",
      policies: ["a", "b"],
      tags: { env: "prod", "a.b": "1" },
      document: '{"Action":["s3:*"]}',
      pattern: '{"a":1,"b":2}',
    };

    it("names the properties that differ, down to the element", async () => {
      const made = await client.create(type, "x", program);
      const news = {
        name: "n",
        policies: ["b", "c", "d"],
        tags: { env: "dev", "a.b": "2" },
        document: '{"Action":"s3:Get*"}',
        pattern: '{"b":2,"a":1}',
      };
      assert.deepEqual((await client.diff(made, news)).changes, [
        "document: UPDATE",
        "policies[0]: DELETE",
        "policies[1]: ADD",
        "policies[2]: ADD",
        "tags.env: UPDATE",
        'tags["a.b"]: UPDATE',
      ]);
    });

    it("takes two ways of writing a policy for one", async () => {
      const made = await client.create(type, "x", program);
      assert.deepEqual((await client.diff(made, { ...program, document: '{ "Action": "s3:*" }' })).changes, []);
    });

    it("replaces on the row's fields", async () => {
      const made = await client.create(type, "x", program);
      const diff = await client.diff(made, { ...program, name: "other", description: "d" });
      assert.deepEqual(diff, { changes: ["description: ADD", "name: UPDATE_REPLACE"], replaces: ["name"], deleteFirst: true });
    });

    it("treats what is not known yet as a change", async () => {
      const made = await client.create(type, "x", program);
      assert.deepEqual((await client.diff(made, { ...program, name: unknown })).changes, ["name: UPDATE_REPLACE"]);
    });

    it("leaves out what the program ignores", async () => {
      const made = await client.create(type, "x", program);
      assert.deepEqual((await client.diff(made, { ...program, description: "d" }, ["description"])).changes, []);
    });

    it("compares the inputs of a type that it does not know", async () => {
      const resource = { type: "test:other/x:X", name: "x", id: "i", inputs: { a: 1 }, outputs: { a: 7, more: 1 } };
      assert.deepEqual((await client.diff(resource, { a: 1 })).changes, []);
      assert.deepEqual((await client.diff(resource, { a: 2 })).changes, ["a: UPDATE"]);
    });
  });

  describe("refresh", () => {
    it("sees changes, additions and removals behind its back", async () => {
      const made = await client.create(type, "x", { name: "n", session: "PT8H", policies: ["a"] });
      cloud.set("n", { name: "n", session: "PT9H", policies: ["a", "z"], description: "by hand" });
      const refreshed = await client.refresh(made);
      assert.deepEqual(refreshed?.inputs, { name: "n", session: "PT9H", policies: ["z", "a"], __defaults: [] });
      assert.deepEqual((await client.diff(refreshed!, { name: "n", session: "PT8H", policies: ["a"] })).changes, [
        "description: DELETE",
        "policies[0]: DELETE",
        "session: UPDATE",
      ]);
      cloud.set("n", { name: "n", session: "PT8H" });
      assert.deepEqual((await client.diff((await client.refresh(made))!, { name: "n", session: "PT8H", policies: ["a"] })).changes, [
        "policies: ADD",
      ]);
    });
  });

  it("imports by id", async () => {
    cloud.set("n", { name: "n", session: "PT2H", policies: ["a"] });
    const imported = await client.read(type, "x", "n");
    assert.deepEqual(imported?.inputs, { name: "n", session: "PT2H", policies: ["a"], __defaults: [] });
    assert.deepEqual((await client.diff(imported!, { name: "n", session: "PT2H", policies: ["a"] })).changes, []);
    assert.equal(await client.read(type, "x", "absent"), undefined);
  });

  describe("secrets", () => {
    it("stay secret from the inputs to outputs, refresh and update", async () => {
      const made = await client.create(type, "x", { name: "n", description: secret("hush") });
      assert.deepEqual(made.inputs["description"], secret("hush"));
      assert.deepEqual(made.outputs["description"], secret("hush"));
      const refreshed = await client.refresh(made);
      assert.deepEqual(refreshed?.outputs["description"], secret("hush"));
      assert.deepEqual(refreshed?.inputs["description"], secret("hush"));
      assert.equal(cloud.get("n")?.["description"], "hush");
      assert.deepEqual((await client.update(made, { name: "n", description: secret("h2") })).outputs["description"], secret("h2"));
    });

    it("nested in a property make the whole property secret", async () => {
      assert.deepEqual(await client.preview("test:other/x:X", "x", { list: [{ value: secret("v") }] }), { list: secret([{ value: "v" }]) });
    });

    it("given to a function make its answer secret", async () => {
      assert.deepEqual(await client.invoke("test:index/getEcho:getEcho", { word: secret("w") }), { echo: secret("w") });
      assert.deepEqual(await client.invoke("test:index/getEcho:getEcho", { word: "w" }), { echo: "w" });
    });
  });

  it("hands the engine the state of a creation that failed in part", async () => {
    const error: unknown = await client.create(type, "x", { name: "n", breaks: true }).catch((thrown: unknown) => thrown);
    const kept = keptState(error);
    assert.deepEqual([kept?.id, kept?.reasons, kept?.outputs["password"]], ["n", ["provisioning failed"], secret("made once")]);
  });

  it("says which type or function it has no handler for", async () => {
    const missing = {
      code: 2,
      details: "The sandbox's test plugin has no handler for the resource type test:other/x:X: it can preview it but not create it.",
    };
    await assert.rejects(client.create("test:other/x:X", "x", {}), missing);
    await assert.rejects(client.invoke("test:index/getX:getX"), {
      details: "The sandbox's test plugin has no handler for the function test:index/getX:getX.",
    });
  });

  it("works on many resources at once", async () => {
    const made = await Promise.all(Array.from({ length: 200 }, (_, index) => client.create(type, `x${index}`, { name: `n${index}` })));
    assert.equal(cloud.size, made.length);
  });

  it("stops waiting when the engine cancels", async () => {
    const refused = assert.rejects(client.create(type, "x", { name: "n", wait: true }), { details: "The operation was cancelled." });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await client.cancel();
    await refused;
  });
});
