import assert from "node:assert/strict";
import { functions } from "../../sandbox/providers/aws/functions/index";
import { types } from "../../sandbox/providers/aws/types/index";
import { functions as azureadFunctions } from "../../sandbox/providers/azuread/functions/index";
import { resourceTypes } from "../../sandbox/providers/azuread/types/index";
import { type Described } from "../policy/e2e/engine";
import { right } from "../policy/e2e/programs/right";
import { wrong } from "../policy/e2e/programs/wrong";
import { filesIn } from "./files";
import { tokensOf } from "./tokens";

/**
 * Functions that neither program nor tests of the pack call: a program of another folder that asks them previews in the
 * sandbox (`exec` promises that of every resource type) only where they are answered. They make nothing.
 */
const forOtherPrograms = [
  ...["getPartition", "getRegion"].map((name) => `aws:index/${name}:${name}`),
  "aws:iam/getPolicyDocument:getPolicyDocument",
  "aws:kms/getKey:getKey",
  ...["getGroup", "getGroupMemberships", "getUser", "getUsers"].map((name) => `aws:identitystore/${name}:${name}`),
  ...[
    "getAccount",
    "getDelegatedAdministrators",
    "getOrganizationalUnit",
    "getOrganizationalUnitDescendantAccounts",
    "getOrganizationalUnitDescendantOrganizationalUnits",
  ].map((name) => `aws:organizations/${name}:${name}`),
  ...["getApplicationTemplate", "getClientConfig", "getDomains", "getGroup", "getServicePrincipal", "getUser", "getUsers"].map(
    (name) => `azuread:index/${name}:${name}`,
  ),
];

describe("the sandbox's providers", () => {
  const program = new Set([...filesIn("components"), "index.ts"].filter((file) => file.endsWith(".ts")).flatMap(tokensOf));
  const packs = new Set([...right("2026-01-01", "2027-01-01T00:00:00Z"), ...wrong].map(({ type }: Described) => type));

  it("have no resource type without a consumer: the program, or the pack's tests on the engine", () => {
    const known = [...Object.keys(types), ...resourceTypes.keys()];
    assert.ok(known.length > 40);
    assert.deepEqual(
      known.filter((token) => !program.has(token) && !packs.has(token)),
      [],
    );
  });

  it("have no function that the program does not call, but for those that programs of other folders may", () => {
    const known = [...Object.keys(functions), ...azureadFunctions.keys()];
    assert.deepEqual(known.filter((token) => !program.has(token)).sort(), [...forOtherPrograms].sort());
  });

  it("have every type and function that the program takes", () => {
    const known = new Set([...Object.keys(types), ...resourceTypes.keys(), ...Object.keys(functions), ...azureadFunctions.keys()]);
    const taken = [...program].filter((token) => /:(get)?[A-Z]/.test(token) && !/:Provider$/.test(token));
    assert.ok(taken.length > 50, `${taken.length}`);
    assert.deepEqual(
      taken.filter((token) => !known.has(token)),
      [],
    );
  });
});
