import assert from "node:assert/strict";
import { differenceLines, differenceOfStackFiles } from "../../../cli/stack-file/difference";

describe("the difference of two stack files", () => {
  const lines = (before: string, after: string): string[] =>
    differenceLines(differenceOfStackFiles({ file: "old", text: before }, { file: "new", text: after }));

  it("is empty whatever the order, quotes, comments, ways of writing and encrypted values", () => {
    const before = `encryptionsalt: v1:x
config:
  # mine
  federation:access: '[{"group": "a", "accounts": "all"}]'
  stage: "production"
  federation:until: 2027-09-30 00:00:00 +0000 UTC
  federation:scimToken: {secure: v1:y}
`;
    const after = `config:
  federation:until: "2027-09-30T00:00:00Z"
  federation:stage: production
  federation:access:
    - { accounts: all, group: a }
`;
    assert.deepEqual(lines(before, after), []);
  });

  it("tells items of a list apart by what they say, and names the place of each in its own file", () => {
    const before =
      "config:\n  federation:access: [{group: a}, {group: b}, {group: b}]\n  federation:phase: connect\n  aws:region: eu-west-1\n";
    const after =
      "config:\n  federation:access: [{group: c}, {group: b}, {group: a}]\n  federation:phase: assign\n  federation:stage: production\n";
    assert.deepEqual(lines(before, after), [
      '- federation:access[2]: {"group":"b"}',
      '+ federation:access[0]: {"group":"c"}',
      '- federation:phase: "connect"',
      '+ federation:phase: "assign"',
      '- aws:region: "eu-west-1"',
      '+ federation:stage: "production"',
    ]);
  });

  it("goes into mappings, and says when a list has only another order", () => {
    const before = "config:\n  federation:permissionSets: {A: {sessionHours: 4, on: x}}\n  federation:identityCenter: {acsUrls: [a, b]}\n";
    const after = "config:\n  federation:permissionSets: {A: {sessionHours: 8, on: x}}\n  federation:identityCenter: {acsUrls: [b, a]}\n";
    assert.deepEqual(lines(before, after), [
      "- federation:permissionSets.A.sessionHours: 4",
      "+ federation:permissionSets.A.sessionHours: 8",
      "~ federation:identityCenter.acsUrls: the same in another order",
    ]);
  });

  it("never shows what may be a credential", () => {
    const secret = "hunter2-hunter2";
    const text = lines(
      `config:\n  federation:scimToken: ${secret}\n  federation:alarms: {subscribers: [{https: "${secret}"}]}\n`,
      "config: {}\n",
    ).join("\n");
    assert.equal(text.includes(secret), false);
    assert.match(text, /^- federation:scimToken: a value that is not shown$/m);
  });

  it("refuses what is no stack file", () => {
    assert.throws(() => lines("config: [a]\n", "config: {}\n"), /^Failure: In old, config must be a mapping/);
  });
});
