import assert from "node:assert/strict";
import { checkStackName, parseReal, SandboxSet } from "../../engine/set";

describe("names", () => {
  it("of sets say which plugins are the official ones", () => {
    assert.equal(new SandboxSet({ stack: "dev", real: [] }).id, "dev");
    assert.equal(new SandboxSet({ stack: "prod", real: parseReal(["azuread", "aws"]) }).id, "prod+real-aws+real-azuread");
  });

  it("of providers are aws and azuread, with commas or repeated", () => {
    assert.deepEqual(parseReal(["azuread,aws", "aws"]), ["aws", "azuread"]);
    assert.throws(() => parseReal(["gcp"]), /--real gcp is not known/);
  });

  it("of stacks cannot lead out of the folder", () => {
    for (const name of ["../x", "a/b", "", ".hidden", "a+b"]) assert.throws(() => checkStackName(name), /is not a stack name/);
    assert.equal(checkStackName("dev-2.b_c"), "dev-2.b_c");
  });
});
