import assert from "node:assert/strict";
import { absentNames, type DirectoryGroup, findGroups, formerIds, type FormerIds, groupsOf, renamedSentence } from "../../access/groups";
import { problemSentence } from "../../access/problems";
import { inOneSpelling } from "../../access/settings/group";
import { parsed } from "./fixtures";

describe("groups of the settings in the directory", () => {
  const ID = "3f0c0000-0000-0000-0000-000000000000";
  const directory = [
    { id: ID.toUpperCase(), displayName: "AWS Admins" },
    { id: "4f0c0000-0000-0000-0000-000000000000", displayName: "twins" },
    { id: "5f0c0000-0000-0000-0000-000000000000", displayName: "Twins" },
  ];
  const wanted = (...groups: string[]) =>
    groupsOf(
      parsed({
        access: groups.map((group, n) => ({ group, permissionSet: n % 2 === 0 ? "Platform-Admin" : "Security-Audit-RO", accounts: "all" })),
      }),
    );
  const sentences = (...groups: string[]) => findGroups(wanted(...groups), directory).problems.map(problemSentence);

  it("are those of the access list and of Conditional Access, each once, sorted", () => {
    const conditionalAccess = { state: "enabled", emergencyAccessGroup: "e", allowedCountries: ["DE"], travelExceptionGroup: "b" };
    const access = [
      { group: "b", permissionSet: "Platform-Admin", accounts: "all" },
      { group: "a", permissionSet: "Platform-Admin", accounts: "all" },
    ];
    assert.deepEqual(groupsOf(parsed({ access, conditionalAccess })), [
      { setting: "federation:access[1].group", group: "a" },
      { setting: "federation:access[0].group", group: "b" },
      { setting: "federation:conditionalAccess.emergencyAccessGroup", group: "e" },
    ]);
  });
  it("are found by object id and by name, whatever the case", () => {
    assert.equal(findGroups(wanted(ID), directory).groups.get(ID)?.displayName, "AWS Admins");
    assert.equal(findGroups(wanted("aws admins"), directory).groups.get("aws admins")?.displayName, "AWS Admins");
    assert.deepEqual([...sentences(ID), ...sentences("aws admins")], []);
  });
  it("that are not there are a mistake with the nearest name", () => {
    assert.deepEqual(sentences("aws-admin", "zebra", "9f0c0000-0000-0000-0000-000000000000"), [
      'federation:access[2].group is "9f0c0000-0000-0000-0000-000000000000": the directory has no group with this object id; write the id of one that exists, or its display name.',
      'federation:access[0].group is "aws-admin": the directory has no such group; did you mean "AWS Admins"?',
      'federation:access[1].group is "zebra": the directory has no such group; create it in Entra, or write another group.',
    ]);
  });
  it("whose name several have are a mistake with the ids", () => {
    assert.deepEqual(sentences("twins"), [
      'federation:access[0].group is "twins": 2 groups have this name; write the object id of the one you mean (4f0c0000-0000-0000-0000-000000000000, 5f0c0000-0000-0000-0000-000000000000).',
    ]);
    assert.deepEqual(sentences("4f0c0000-0000-0000-0000-000000000000"), []);
  });
  it("named by name, in another letter case, by a former name and by object id are one group, as it is first written", () => {
    const placed = ["AWS Admins", ID, "aws admins", "admins"].map((group) => ({ setting: "federation:access[0].group", group }));
    const { groups, problems } = findGroups(placed, directory, formerIds([{ id: ID, displayName: "admins" }]));
    assert.deepEqual(problems, []);
    const entries = ["AWS Admins", ID, "aws admins", "admins", "others"].map((group) => ({ group }));
    assert.deepEqual(
      inOneSpelling(entries, groups).map(({ group }) => group),
      ["AWS Admins", "AWS Admins", "AWS Admins", "AWS Admins", "others"],
    );
    // Without a directory a name and an object id may be two groups.
    assert.deepEqual(
      inOneSpelling(entries).map(({ group }) => group),
      ["AWS Admins", ID, "AWS Admins", "admins", "others"],
    );
  });

  describe("that were renamed", () => {
    const NOW = { id: "6f0c0000-0000-0000-0000-000000000000", displayName: "app-developers" };
    const known = formerIds([{ id: NOW.id.toUpperCase(), displayName: "developers" }]);
    const messages = (from: DirectoryGroup[], ids: FormerIds, ...groups: string[]) =>
      findGroups(wanted(...groups), from, ids, new Set([NOW.id])).problems.map(problemSentence);

    it("are found by the object id under which the name was known, and told", () => {
      assert.deepEqual(absentNames(wanted("Developers", ID, "aws admins"), directory), ["Developers"]);
      const { groups, renamed, problems } = findGroups(wanted("Developers"), [...directory, NOW], known);
      assert.deepEqual([groups.get("Developers"), problems], [NOW, []]);
      assert.deepEqual(renamed.map(renamedSentence), [
        `federation:access[0].group is "Developers", which is called "app-developers" in Entra now (${NOW.id}): write that; nobody's access changes by it.`,
      ]);
    });
    it("and whose name another group bears by now are that other group: the name decides while there is one", () => {
      const other = { id: "7f0c0000-0000-0000-0000-000000000000", displayName: "developers" };
      const { groups, renamed } = findGroups(wanted("developers"), [other, NOW], known);
      assert.deepEqual([groups.get("developers"), renamed], [other, []]);
    });
    it("are a mistake where it is in doubt which one was meant, and where it was deleted; nobody is told to create one", () => {
      const two = formerIds([NOW, { id: ID, displayName: "app-developers" }].map(({ id }) => ({ id, displayName: "developers" })));
      const [doubt] = messages([...directory, NOW], two, "developers");
      assert.match(doubt!, /2 were known by this name \(.*\); write the name or object id of the one you mean/);
      const [gone] = messages(directory, known, "developers");
      assert.match(gone!, new RegExp(`known by this name \\(${NOW.id}\\) was deleted in Entra; restore it there, or take it out`));
      const [goneById] = messages(directory, known, NOW.id);
      assert.match(
        goneById!,
        /: this group was deleted in Entra; restore it there, or take it out of the settings and run `pulumi up --refresh`/,
      );
    });
    it("are not said to have been deleted where Entra is not known to have had them", () => {
      const unresolved = (group: string) => findGroups(wanted(group), directory, known).problems.map(problemSentence);
      assert.deepEqual(unresolved("developers"), [
        `federation:access[0].group is "developers": Entra has no such group, and none by the object id of the one that Identity Center knows by this name (${NOW.id}); whether it was deleted there or came from another directory cannot be told: restore it if it was deleted, else write a group that Entra has, or take it out of the settings.`,
      ]);
      assert.match(unresolved(NOW.id)[0]!, /: Entra has no group with this object id, by which Identity Center knows one; whether it was/);
    });
    it("are one group where another setting has the new name already", () => {
      assert.deepEqual(messages([...directory, NOW], known, "developers", "app-developers"), []);
    });
  });

  it("of one name that are given by object id are a mistake: Identity Center takes a name once", () => {
    assert.deepEqual(sentences("4f0c0000-0000-0000-0000-000000000000", "5f0c0000-0000-0000-0000-000000000000"), [
      'federation:access[1].group is "5f0c0000-0000-0000-0000-000000000000", a group named "Twins", as is that of federation:access[0].group (4f0c0000-0000-0000-0000-000000000000): Identity Center takes a name once; rename one of them in Entra.',
    ]);
  });
});
