import assert from "node:assert/strict";
import type { Settings } from "../../../access/settings";
import type { Sources } from "../../../cli/verify/context";
import { checks } from "../../../cli/verify/registry";
import { runChecks } from "../../../cli/verify/run";
import { contextWith, organization, settings } from "./fakes";

const ADMINS = "aaaaaaaa-0000-4000-8000-000000000001";
const group = (id: string, displayName: string) => ({ id, displayName, securityEnabled: true });

/** What verify says beside what is right, as `id status: message`. */
async function sentences(change: (sources: Sources) => Sources, wanted?: Settings): Promise<string[]> {
  const results = await runChecks(checks, contextWith(change, wanted));
  return results.flatMap(({ id, outcomes }) =>
    outcomes
      .filter(({ status }) => status === "finding" || status === "note")
      .map(({ status, message, remedy }) => `${id} ${status}: ${message}${remedy === undefined ? "" : ` -> ${remedy}`}`),
  );
}

/** Entra in which groups are found by name or object id as in `known`. */
const withGroups =
  (known: readonly ReturnType<typeof group>[]) =>
  (sources: Sources): Sources => ({
    ...sources,
    entra: async () => ({
      ...(await sources.entra()),
      groups: async (written) => known.filter(({ id, displayName }) => written === id || written === displayName),
    }),
  });

describe("verify: one cause, one finding", () => {
  it("a second group of the same name: nothing that follows offers to take real access away", async () => {
    const other = "bbbbbbbb-0000-4000-8000-000000000001";
    const outcomes = await sentences(withGroups([group(ADMINS, "admins"), group(other, "admins")]));
    assert.deepEqual(outcomes, [
      'R4.6 note: The group "admins" is assigned; whether the settings mean it cannot be told (see R5.7 groups).',
      `R5.7 groups finding: "admins" breaks at Entra: 2 groups have this name (${ADMINS}, ${other}). -> Write the object id in federation:access.`,
      'R5.7 note: Which group "admins" is cannot be told (see R4.5 and R5.7 groups): 1 live assignments under this name are not judged.',
    ]);
  });

  it("a group that was renamed in Entra works, and is told by its new name", async () => {
    assert.deepEqual(await sentences(withGroups([group(ADMINS, "app-admins")])), [
      `R5.7 groups note: "admins" is called "app-admins" in Entra now (${ADMINS}). -> Write "app-admins" in federation:access; nobody's access changes by it.`,
    ]);
  });

  it("a group that was deleted is one finding, which does not advise to create another of its name", async () => {
    const outcomes = await sentences(withGroups([]));
    assert.deepEqual(
      outcomes.filter((outcome) => outcome.includes("finding")),
      [
        `R5.7 groups finding: "admins" breaks at Entra: the group that was known by this name (${ADMINS}) was deleted. -> Restore it in Entra, or take it out of federation:access and run \`pulumi up --refresh\`.`,
      ],
    );
    assert.ok(outcomes.every((outcome) => !/ note: .*->/.test(outcome)));
  });

  it("a group that nobody ever knew is to be created", async () => {
    const nobody = (sources: Sources): Sources => ({
      ...withGroups([])(sources),
      identityStore: { ...sources.identityStore, groups: async () => [] },
      entra: async () => ({ ...(await withGroups([])(sources).entra()), appRoleAssignments: async () => [] }),
    });
    const outcomes = await sentences(nobody);
    assert.ok(
      outcomes.includes(
        'R5.7 groups finding: "admins" breaks at Entra: there is no such group. -> If it was renamed, write its new name in federation:access; create it as a security group only if there never was one.',
      ),
      outcomes.join("\n"),
    );
  });

  it("a group that Entra assigns to no application is one finding, which names it and the way out", async () => {
    const office = { ...group(ADMINS, "admins"), securityEnabled: false };
    const unassigned = (sources: Sources): Sources => ({
      ...withGroups([office])(sources),
      identityStore: { ...sources.identityStore, groups: async () => [] },
      identityCenter: { ...sources.identityCenter, assignments: async () => [] },
      entra: async () => ({ ...(await withGroups([office])(sources).entra()), appRoleAssignments: async () => [] }),
    });
    assert.deepEqual(await sentences(unassigned), [
      `R4.5 note: Group "admins" (${ADMINS}) is not in Identity Center, as it is no security group (see R5.7 groups).`,
      'R4.6 note: Group "admins" is not assigned, as it is no security group (see R5.7 groups).',
      `R5.7 groups finding: "admins" breaks at Entra: "admins" (${ADMINS}) is no security group, and cannot be assigned to an application. -> Write a security group that has the same people as direct members in federation:access.`,
      'R5.7 note: Which group "admins" is cannot be told (see R4.5 and R5.7 groups): 0 live assignments under this name are not judged.',
      "R8.1 note: No profile leads anywhere yet: nobody has Platform-Admin in app (300000000001) (see R5.1 to R5.7).",
    ]);
  });

  it("a permission set that is missing is one finding, not one an assignment", async () => {
    const outcomes = await sentences((sources) => ({
      ...sources,
      identityCenter: { ...sources.identityCenter, permissionSets: async () => [], assignments: async () => [] },
    }));
    assert.ok(
      outcomes.includes("R5.1 finding: There is no permission set Platform-Admin. -> Run `pulumi up --refresh`."),
      outcomes.join("\n"),
    );
    assert.ok(
      outcomes.includes('R5.7 note: Platform-Admin is not there (see R5.1 to R5.6): "admins" lack it in 1 accounts.'),
      outcomes.join("\n"),
    );
  });

  it("a group that was made anew under its name: the left-over's access is not offered for removal", async () => {
    const outcomes = await sentences(withGroups([group("cccccccc-0000-4000-8000-000000000001", "admins")]));
    assert.ok(
      outcomes.some((outcome) => outcome.startsWith('R4.5 finding: Group "admins" in Identity Center (g1) belongs to another Entra group')),
      outcomes.join("\n"),
    );
    assert.ok(
      outcomes.includes(
        'R5.7 note: Which group "admins" is cannot be told (see R4.5 and R5.7 groups): 1 live assignments under this name are not judged.',
      ),
      outcomes.join("\n"),
    );
    assert.ok(!outcomes.some((outcome) => outcome.startsWith("R5.7 finding")), outcomes.join("\n"));
  });

  /** An organization with other accounts than `app`. */
  const withAccounts =
    (accounts: typeof organization.accounts) =>
    (sources: Sources): Sources => ({
      ...sources,
      organization: async () => ({ ...(await sources.organization()), organization: { ...organization, accounts } }),
    });
  const [management, app] = organization.accounts as [(typeof organization.accounts)[0], (typeof organization.accounts)[0]];

  it("a suspended account keeps its assignments, and none of them is offered for removal", async () => {
    const outcomes = await sentences(withAccounts([management, { ...app, state: "SUSPENDED" }]));
    assert.ok(
      outcomes.includes("R5.7 note: app (300000000001) is SUSPENDED: its 1 assignments are left as they are."),
      outcomes.join("\n"),
    );
    assert.ok(!outcomes.some((outcome) => outcome.startsWith("R5.7 finding")), outcomes.join("\n"));
  });

  it("accounts that are not active and that the settings no longer mean: their assignments and old roles are notes", async () => {
    const closed = { ...app, id: "300000000002", name: "closed", state: "SUSPENDED" as const };
    const outcomes = await sentences((sources) => ({
      ...withAccounts([management, app, closed])(sources),
      identityCenter: {
        ...sources.identityCenter,
        assignments: async (instance, sets) => {
          const [granted] = await sources.identityCenter.assignments(instance, sets);
          return [granted!, { ...granted!, accountId: closed.id }, { ...granted!, accountId: "300000000003" }];
        },
        accountsWith: async () => [closed.id, "300000000003"],
      },
    }));
    assert.deepEqual(outcomes, [
      "R5.1 note: closed (300000000002) is SUSPENDED: Platform-Admin is out of date there, and nothing can be changed.",
      "R5.1 note: Account 300000000003 is not in the organization any more: Platform-Admin is out of date there, and nothing can be changed.",
      "R5.7 note: closed (300000000002) is SUSPENDED: its 1 assignments are left as they are.",
      "R5.7 note: Account 300000000003 is not in the organization any more, and Identity Center still lists 1 assignments there. -> Run `pulumi up`, or the command that `pulumi preview` prints, which take them out of the state; what Identity Center goes on listing then is for AWS Support.",
    ]);
  });

  it("a group that the settings name in two ways is one group: what is wrong with it is told once", async () => {
    const access = ["admins", ADMINS].map((name) => ({ group: name, permissionSet: "Platform-Admin", accounts: "app" }));
    const context = contextWith(withGroups([group(ADMINS, "admins")]), settings({ access }));
    assert.deepEqual(
      (await context.groups()).map(({ written }) => written),
      ["admins"],
    );
    assert.deepEqual(
      (await context.plan()).grants.map((grant) => [grant.group, grant.because.map(({ setting }) => setting)]),
      [["admins", ["federation:access[0]", "federation:access[1]"]]],
    );
    assert.deepEqual(await sentences(withGroups([group(ADMINS, "admins")]), settings({ access })), []);
  });
});
