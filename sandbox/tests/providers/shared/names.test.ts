import assert from "node:assert/strict";
import { autoName } from "../../../providers/shared/names";

const seed = new Uint8Array([1, 2, 3]);

describe("a name that the plugin makes", () => {
  it("is the logical name and seven hex digits, the same for the same seed: what preview shows is what up makes", () => {
    const name = autoName("topic", seed, {});
    assert.match(name, /^topic-[0-9a-f]{7}$/);
    assert.equal(autoName("topic", seed, {}), name);
    assert.notEqual(autoName("topic", new Uint8Array([4]), {}), name);
  });

  it("is another each time without a seed", () => {
    const none = new Uint8Array();
    assert.notEqual(autoName("topic", none, {}), autoName("topic", none, {}));
  });

  it("is cut to its length at the logical name's cost, and lower case where it must be", () => {
    const name = autoName("Platform-Administrators", seed, { maxLength: 16, lowerCase: true });
    assert.match(name, /^platform-[0-9a-f]{7}$/);
  });
});
