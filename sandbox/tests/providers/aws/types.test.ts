import assert from "node:assert/strict";
import { types } from "../../../providers/aws/types/index";
import { alarms } from "./lives/alarms";
import { iam } from "./lives/iam";
import { identityCenter } from "./lives/identity-center";
import { fresh } from "./lives/life";
import { storage } from "./lives/storage";
import { startPlugin, type Plugin } from "./plugin";

describe("the aws plugin's types", function () {
  this.timeout(60_000);
  let plugin: Plugin;
  before(async () => (plugin = await startPlugin()));
  after(() => plugin.stop());

  for (const life of [...identityCenter, ...iam, ...storage, ...alarms]) {
    it(`${life.type} is made, read, changed, imported and deleted`, async () => {
      const { client } = plugin;
      const inputs = { ...life.inputs, ...(await life.needs?.(plugin)) };
      const made = await client.create(life.type, fresh("it"), inputs);
      if (life.id instanceof RegExp) assert.match(made.id, life.id);
      else if (life.id !== undefined) assert.equal(made.id, life.id);
      for (const [name, value] of Object.entries(life.outputs ?? {})) assert.deepEqual(made.outputs[name], value, name);

      const { inputs: carriedOut = [], computed = [] } = types[life.type] ?? {};
      const fields = [...carriedOut.map((path) => path.split(".", 1)[0]), ...computed];
      assert.deepEqual(
        Object.keys(made.outputs).filter((name) => !fields.includes(name)),
        [],
        "it shows no more than it says",
      );

      const refreshed = await client.refresh(made);
      assert.deepEqual(refreshed, made, "a refresh shows no change");
      assert.deepEqual((await client.diff(made, inputs)).changes, [], "a second up shows no change");

      if (life.importId !== null) {
        const id = (life.importId ?? made.id).replace("$rule", String(inputs["rule"]));
        const imported = await client.read(life.type, "imported", id);
        assert.notEqual(imported, undefined, "an import finds it");
        const known = Object.entries(inputs).filter(([name]) => !life.unknowable?.includes(name));
        const difference = (await client.diff(imported!, { ...imported!.inputs, ...Object.fromEntries(known) })).changes;
        assert.deepEqual(difference, [], "the program that made it matches an import");
      }

      if (life.replace !== undefined) {
        const { replaces } = await client.diff(made, { ...inputs, ...life.replace });
        assert.deepEqual(replaces, Object.keys(life.replace));
      }

      let last = made;
      if (life.change !== undefined) {
        const news = { ...inputs, ...life.change };
        const diff = await client.diff(made, news);
        if (life.changes !== undefined) assert.deepEqual(diff.changes, life.changes);
        assert.deepEqual(diff.replaces, []);
        last = await client.update(made, news);
        assert.deepEqual((await client.diff(last, news)).changes, [], "an update leaves nothing to do");
        assert.deepEqual(await client.refresh(last), last, "a refresh after an update shows no change");
      }

      await client.delete(last);
      if (!life.deletesNothing) {
        assert.equal(await client.refresh(last), undefined, "it is gone");
        await client.delete(last);
      }
    });
  }
});
