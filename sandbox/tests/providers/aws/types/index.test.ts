import assert from "node:assert/strict";
import { types } from "../../../../providers/aws/types/index";
import { alarms } from "../lifecycles/alarms";
import { iam } from "../lifecycles/iam";
import { identityCenter } from "../lifecycles/identity-center";
import { fresh } from "../lifecycles/lifecycle";
import { storage } from "../lifecycles/storage";
import { startPlugin, type Plugin } from "../plugin";

describe("the aws plugin's types", function () {
  this.timeout(60_000);
  let plugin: Plugin;
  before(async () => (plugin = await startPlugin()));
  after(() => plugin.stop());

  for (const lifecycle of [...identityCenter, ...iam, ...storage, ...alarms]) {
    it(`${lifecycle.type} is made, read, changed, imported and deleted`, async () => {
      const { client } = plugin;
      const inputs = { ...lifecycle.inputs, ...(await lifecycle.needs?.(plugin)) };
      const made = await client.create(lifecycle.type, fresh("it"), inputs);
      if (lifecycle.id instanceof RegExp) assert.match(made.id, lifecycle.id);
      else if (lifecycle.id !== undefined) assert.equal(made.id, lifecycle.id);
      for (const [name, value] of Object.entries(lifecycle.outputs ?? {})) assert.deepEqual(made.outputs[name], value, name);

      const { inputs: carriedOut = [], computed = [] } = types[lifecycle.type] ?? {};
      const fields = [...carriedOut.map((path) => path.split(".", 1)[0]), ...computed];
      assert.deepEqual(
        Object.keys(made.outputs).filter((name) => !fields.includes(name)),
        [],
        "it shows no more than it says",
      );

      const refreshed = await client.refresh(made);
      assert.deepEqual(refreshed, made, "a refresh shows no change");
      assert.deepEqual((await client.diff(made, inputs)).changes, [], "a second up shows no change");

      if (lifecycle.importId !== null) {
        const id = (lifecycle.importId ?? made.id).replace("$rule", String(inputs["rule"]));
        const imported = await client.read(lifecycle.type, "imported", id);
        assert.notEqual(imported, undefined, "an import finds it");
        const known = Object.entries(inputs).filter(([name]) => !lifecycle.unknowable?.includes(name));
        const difference = (await client.diff(imported!, { ...imported!.inputs, ...Object.fromEntries(known) })).changes;
        assert.deepEqual(difference, [], "the program that made it matches an import");
      }

      if (lifecycle.replace !== undefined) {
        const { replaces } = await client.diff(made, { ...inputs, ...lifecycle.replace });
        assert.deepEqual(replaces, Object.keys(lifecycle.replace));
      }

      let last = made;
      if (lifecycle.change !== undefined) {
        const news = { ...inputs, ...lifecycle.change };
        const diff = await client.diff(made, news);
        if (lifecycle.changes !== undefined) assert.deepEqual(diff.changes, lifecycle.changes);
        assert.deepEqual(diff.replaces, []);
        last = await client.update(made, news);
        assert.deepEqual((await client.diff(last, news)).changes, [], "an update leaves nothing to do");
        assert.deepEqual(await client.refresh(last), last, "a refresh after an update shows no change");
      }

      await client.delete(last);
      if (!lifecycle.deletesNothing) {
        assert.equal(await client.refresh(last), undefined, "it is gone");
        await client.delete(last);
      }
    });
  }
});
