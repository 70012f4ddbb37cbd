import assert from "node:assert/strict";
import { nextCommands } from "../../../cli/adopt/decisions";

describe("the commands after an adoption", () => {
  const follows = { stack: "prod", folder: "adopted", project: "federation", toImport: 7, hasStackFile: false };

  it("bring the stack file, import, and hold what came of it against both clouds", () => {
    assert.deepEqual(nextCommands(follows), [
      "cp adopted/Pulumi.prod.yaml Pulumi.prod.yaml",
      "pulumi stack init prod   # unless the stack is there already",
      "pulumi import --file adopted/import.json --protect=false --generate-code=false --yes --stack prod",
      "pulumi preview --stack prod   # only components of the federation program are created",
      "pulumi up --stack prod",
      "npx federation verify --stack prod",
      "npx federation adopt --stack prod --check",
    ]);
  });

  it("import nothing where a state holds everything already", () => {
    const commands = nextCommands({ ...follows, toImport: 0 });
    assert.deepEqual(
      commands.filter((line) => /import|stack init/.test(line)),
      [],
    );
    assert.equal(commands.length, 5);
  });

  it("say that a stack file is there, and would be replaced", () => {
    assert.equal(
      nextCommands({ ...follows, hasStackFile: true })[0],
      "cp adopted/Pulumi.prod.yaml Pulumi.prod.yaml   # replaces the Pulumi.prod.yaml that is there: keep what you wrote into it",
    );
  });
});
