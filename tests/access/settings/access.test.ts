import { type Case, entry, GRANT, itTells } from "../bad-input";

const cases: readonly Case[] = [
  {
    name: "the same grant twice",
    wrong: { access: [GRANT, GRANT] },
    sentences: ["federation:access[1] repeats federation:access[0]: remove one of them."],
    right: { access: [GRANT, { ...GRANT, permissionSet: "Security-Audit-RO" }] },
  },
  {
    name: "the same grant twice, spelled otherwise",
    wrong: {
      access: [
        { group: "g", permissionSets: ["Platform-Admin", "Security-Audit-RO"], accounts: ["data-*", { tag: { b: ["2", "1"], a: "x" } }] },
        { accounts: [{ tag: { a: ["x"], b: ["1", "2"] } }, "data-*"], permissionSets: ["Security-Audit-RO", "Platform-Admin"], group: "g" },
        { group: "g", permissionSet: "Platform-Admin", accounts: "data-*" },
        { accounts: ["data-*"], permissionSets: ["Platform-Admin"], group: "g" },
      ],
    },
    sentences: [
      "federation:access[1] repeats federation:access[0]: remove one of them.",
      "federation:access[3] repeats federation:access[2]: remove one of them.",
    ],
    right: { access: [{ ...GRANT, accounts: "data-*" }, { ...GRANT, accounts: "data-?" }] }, // prettier-ignore
  },
  {
    name: "an unknown permission set",
    wrong: entry({ permissionSet: "Platform-Admn" }),
    sentences: ['federation:access[0].permissionSet is "Platform-Admn": there is no such permission set; did you mean "Platform-Admin"?'],
    right: entry({}),
  },
  {
    name: "an unknown permission set in a list",
    wrong: { access: [{ group: "g", permissionSets: ["Platform-Admin", "Cook"], accounts: "all" }], permissionSets: {} },
    sentences: [
      'federation:access[0].permissionSets[1] is "Cook": there is no such permission set; write Data-Analyst-RO, Data-Engineer-RW, Developer, Platform-Admin or Security-Audit-RO.',
    ],
    right: { access: [{ group: "g", permissionSets: ["Platform-Admin", "Developer"], accounts: "all" }] },
  },
  {
    name: "an archetype that lacks what it needs",
    wrong: { ...entry({ permissionSet: "Data-Analyst-RO" }), permissionSets: {} },
    sentences: [
      "federation:permissionSets.Data-Analyst-RO is missing, and federation:access[0].permissionSet gives it: write its buckets and resultBucket.",
    ],
    right: entry({ permissionSet: "Data-Analyst-RO" }),
  },
  {
    name: "permissionSet and permissionSets",
    wrong: entry({ permissionSets: ["Developer"] }),
    sentences: ["federation:access[0] has both permissionSet and permissionSets: write one of them."],
    right: entry({}),
  },
  {
    name: "no permission set",
    wrong: { access: [{ group: "g", accounts: "all" }] },
    sentences: ["federation:access[0] has no permissionSet: write which permission set the group gets."],
    right: entry({}),
  },
  {
    name: "a group with a space at its end",
    wrong: entry({ group: "admins " }),
    sentences: ['federation:access[0].group is "admins ": remove the space at its ends.'],
    right: entry({ group: "the admins" }),
  },
  {
    name: "a group that YAML made a number",
    wrong: entry({ group: 42 }),
    sentences: ["federation:access[0].group is 42: write the display name or object id of an Entra group, as text."],
    right: entry({ group: "3F0C0000-0000-0000-0000-000000000000" }),
  },
  {
    name: "an account id of 13 digits",
    wrong: entry({ accounts: "0123456789012" }),
    sentences: ['federation:access[0].accounts is "0123456789012": write an account id of 12 digits; this has 13.'],
    right: entry({ accounts: "012345678901" }),
  },
  {
    name: "an account id with dashes",
    wrong: entry({ accounts: "0123-4567-8901" }),
    sentences: ['federation:access[0].accounts is "0123-4567-8901": write the account id without dashes, "012345678901".'],
    right: entry({ accounts: "012345678901" }),
  },
  {
    name: "an unquoted account id",
    wrong: entry({ accounts: 123456789012 }),
    sentences: [
      'federation:access[0].accounts is 123456789012: put the account id in quotes, or YAML drops its leading zeros ("123456789012").',
    ],
    right: entry({ accounts: "123456789012" }),
  },
  {
    name: "an unquoted account id whose leading zero is gone",
    wrong: entry({ accounts: [12345678901] }),
    sentences: [
      'federation:access[0].accounts[0] is 12345678901: put the account id in quotes, or YAML drops its leading zeros ("012345678901").',
    ],
    right: entry({ accounts: ["012345678901"] }),
  },
  {
    name: "an unquoted account id that YAML read as octal",
    wrong: entry({ accounts: [0o12345670123] }),
    sentences: [
      'federation:access[0].accounts[0] is 1402433619: put the account id in quotes, or YAML drops its leading zeros ("001402433619" or "012345670123").',
    ],
    right: entry({ accounts: ["012345670123"] }),
  },
  {
    name: "an organizational unit that is a list",
    wrong: entry({ accounts: { ou: ["Security"] } }),
    sentences: ["federation:access[0].accounts.ou is a list: write the path of an organizational unit, such as Workloads/Production."],
    right: entry({ accounts: { ou: "Security" } }),
  },
  {
    name: "an organizational unit and a tag",
    wrong: entry({ accounts: { ou: "Security", tag: { env: "prod" } } }),
    sentences: ["federation:access[0].accounts names both ou and tag: write one of them, or two entries of a list."],
    right: entry({ accounts: [{ ou: "Security" }, { tag: { env: "prod" } }] }),
  },
  {
    name: "a tag's value that YAML made a boolean",
    wrong: entry({ accounts: { tag: { prod: true } } }),
    sentences: ["federation:access[0].accounts.tag.prod is true: write the tag's value, or a list of values, as text in quotes."],
    right: entry({ accounts: { tag: { prod: "true" } } }),
  },
  {
    name: "ALL in capitals",
    wrong: entry({ accounts: "ALL" }),
    sentences: ['federation:access[0].accounts is "ALL": write all in lower case.'],
    right: entry({}),
  },
  {
    name: "no accounts",
    wrong: { access: [{ group: "g", permissionSet: "Developer" }] },
    sentences: [
      "federation:access[0].accounts is missing: write all, an account id in quotes, an account name or glob, {ou: path} or {tag: {key: value}}.",
    ],
    right: entry({}),
  },
  {
    name: "an access list that is none",
    wrong: { access: "all" },
    sentences: [
      'federation:access is "all": write a list of entries such as {group: aws-admins, permissionSet: Platform-Admin, accounts: all}.',
    ],
    right: entry({}),
  },
  {
    name: "an empty access list in phase assign",
    wrong: { access: [] },
    sentences: [
      "federation:access is an empty list: phase assign would take all access away; write a list of entries such as {group: aws-admins, permissionSet: Platform-Admin, accounts: all}.",
    ],
    right: { access: [], phase: "connect" },
  },
];

describe("settings of the access list: every mistake", () => itTells(cases));
