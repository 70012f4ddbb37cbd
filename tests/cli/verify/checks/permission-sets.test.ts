import assert from "node:assert/strict";
import type { PermissionSetContent } from "../../../../cli/clouds/identity-center";
import { archetypeChecks, ownPermissionSets } from "../../../../cli/verify/checks/permission-sets";
import type { Sources } from "../../../../cli/verify/context";
import { organization, settings } from "../fakes";
import { DENIED_BY_AWS, deniedByAws, messages, withCenter } from "../messages";

const [admin, audit] = ["R5.1", "R5.2"].map((id) => archetypeChecks.find((check) => check.id === id)!);
const own = settings({
  permissionSets: { Ops: { managedPolicies: ["ReadOnlyAccess"] } },
  access: [
    { group: "admins", permissionSet: "Ops", accounts: "all" },
    { group: "admins", permissionSet: "Platform-Admin", accounts: "app" },
  ],
});
type Center = Sources["identityCenter"];
const center =
  (change: (center: Center) => Partial<Center>) =>
  (sources: Sources): Sources => ({ ...sources, identityCenter: { ...sources.identityCenter, ...change(sources.identityCenter) } });
const content = (change: Partial<PermissionSetContent>) =>
  messages(
    admin!,
    center((live) => ({ content: async (...of) => ({ ...(await live.content(...of)), ...change }) })),
  );
const stale = (accounts: typeof organization.accounts, ...ids: string[]) =>
  messages(admin!, (sources) => ({
    ...withCenter({ accountsWith: async (_instance, _arn, only) => (only === true ? ids : []) })(sources),
    organization: async () => ({ organizationId: "o", featureSet: "ALL", organization: { ...organization, accounts } }),
  }));
const OK = ["ok: Platform-Admin is as defined and current in all its accounts."];
const UP = " -> Run `pulumi refresh` and `pulumi up`.";
const BY_HAND = " -> Run `federation repair`, which shows and removes it; no `pulumi up` does.";
const outOfDate = (accounts: string) =>
  `finding: Platform-Admin is out of date in ${accounts}. -> Run \`federation repair\`, which provisions it again; customer-managed policies must exist in each account first.`;

describe("verify: permission sets (R5.1 to R5.6)", () => {
  it("are as defined and current everywhere", async () => {
    assert.deepEqual(await messages(admin!), OK);
    assert.deepEqual(await messages(ownPermissionSets, undefined, own), [
      "ok: Ops is as defined and current in all its accounts.",
      "ok: Ops-Mgmt is as defined and current in all its accounts.",
    ]);
  });

  it("are a check an archetype, and one for the organization's own; each judges its own sets alone", async () => {
    assert.deepEqual(
      archetypeChecks.map(({ id, title }) => `${id} ${title}`),
      ["R5.1 Permission set Platform-Admin", "R5.2 Permission set Security-Audit-RO", "R5.3 Permission set Data-Engineer-RW", "R5.4 Permission set Data-Analyst-RO", "R5.5 Permission set Developer"], // prettier-ignore
    );
    assert.deepEqual(await messages(audit!), ["not yet: Security-Audit-RO is not used by the settings."]);
    assert.deepEqual(await messages(ownPermissionSets), ["not yet: The settings define no permission sets of their own."]);
    assert.deepEqual(await messages(admin!, undefined, own), OK);
  });

  it("are judged by the archetype whose copy they are in the management account", async () => {
    const everywhere = settings({ access: [{ group: "admins", permissionSet: "Platform-Admin", accounts: "all" }] });
    assert.deepEqual(await messages(admin!, undefined, everywhere), [
      ...OK,
      "ok: Platform-Admin-Mgmt is as defined and current in all its accounts.",
    ]);
  });

  it("are not to be provisioned as they are now: out of date is what follows where one has something else", async () => {
    const tampered = center((live) => ({
      content: async (...of) => ({ ...(await live.content(...of)), managedPolicyArns: [] }),
      accountsWith: async () => ["300000000001"],
    }));
    assert.deepEqual(await messages(admin!, tampered), [
      `finding: Platform-Admin has managed policy arn:aws:iam::aws:policy/AdministratorAccess missing.${UP}`,
      "note: Platform-Admin is out of date in 1 accounts, which still have it as it was: 300000000001; `pulumi up` provisions it there.",
    ]);
  });

  it("are a finding where one is not there, by name", async () => {
    assert.deepEqual(await messages(admin!, withCenter({ permissionSets: async () => [] })), [
      "finding: There is no permission set Platform-Admin. -> Run `pulumi up --refresh`.",
    ]);
  });

  it("are a finding where one has something else, all of it in one sentence", async () => {
    assert.deepEqual(await content({ managedPolicyArns: [] }), [
      `finding: Platform-Admin has managed policy arn:aws:iam::aws:policy/AdministratorAccess missing.${UP}`,
    ]);
    const renamed = center((live) => ({
      permissionSets: async (...of) =>
        (await live.permissionSets(...of)).map((set) => ({ ...set, description: "x", relayState: "https://x" })),
    }));
    assert.deepEqual(await messages(admin!, renamed), [
      `finding: Platform-Admin has another description; relay state https://x instead of none.${UP}`,
    ]);
  });

  it("are a finding for each policy that somebody attached by hand", async () => {
    const inlinePolicy = { Version: "2012-10-17", Statement: [] };
    assert.deepEqual(await content({ inlinePolicy }), [
      `finding: Platform-Admin has an inline policy that somebody attached by hand: the settings give it none.${BY_HAND}`,
    ]);
    assert.deepEqual(await content({ inlinePolicy, boundary: { managedPolicyArn: "arn:b" } as never }), [
      `finding: Platform-Admin has an inline policy that somebody attached by hand: the settings give it none.${BY_HAND}`,
      `finding: Platform-Admin has a permissions boundary that somebody attached by hand: the settings give it none.${BY_HAND}`,
    ]);
  });

  it("are a finding where they are out of date, with the accounts", async () => {
    assert.deepEqual(await stale(organization.accounts, "300000000001"), [outOfDate("1 accounts: 300000000001")]);
    assert.deepEqual(await stale(organization.accounts, "300000000001", "100000000001"), [
      outOfDate("2 accounts: 300000000001, 100000000001"),
    ]);
  });

  it("are a note where they are out of date in an account that is closed or gone, in which nothing can be changed", async () => {
    const accounts = [...organization.accounts, { id: "300000000002", name: "closed", state: "SUSPENDED" as const, ouPath: [], tags: {} }];
    assert.deepEqual(await stale(accounts, "300000000002", "300000000003", "300000000001"), [
      "note: closed (300000000002) is SUSPENDED: Platform-Admin is out of date there, and nothing can be changed.",
      "note: Account 300000000003 is not in the organization any more: Platform-Admin is out of date there, and nothing can be changed.",
      outOfDate("1 accounts: 300000000001"),
    ]);
  });

  it("are a finding where an account lacks a customer-managed policy that one needs", async () => {
    const wanted = settings({
      permissionSets: { Ops: { customerManagedPolicies: [{ name: "tools", path: "/team/" }] } },
      access: [{ group: "admins", permissionSet: "Ops", accounts: "100000000001" }],
    });
    const without = (sources: Sources): Sources => ({
      ...sources,
      ownAccount: async () => ({ accountId: "100000000001", has: async () => false }),
    });
    assert.deepEqual(await messages(ownPermissionSets, without, wanted), [
      "ok: Ops is as defined and current in all its accounts.",
      "finding: management (100000000001) lacks the customer-managed policy /team/tools, which Ops-Mgmt needs there. -> Create it there, then run `federation repair` where the set is out of date, `pulumi up` where an assignment is missing.",
    ]);
  });

  it("cannot be told where one may not be read, by name, and the others are judged", async () => {
    const denied = (name: string) => DENIED_BY_AWS[0]!.replace("cannot tell: ", `cannot tell: ${name} could not be read: `);
    const closed = center((live) => ({ content: (instance, arn) => (arn === "arn:Ops" ? deniedByAws() : live.content(instance, arn)) }));
    assert.deepEqual(await messages(ownPermissionSets, closed, own), [
      denied("Ops"),
      "ok: Ops-Mgmt is as defined and current in all its accounts.",
    ]);
    const nameless = withCenter({
      permissionSets: async (_instance, take) => {
        take!({ permissionSetArn: "arn:Platform-Admin", error: Object.assign(new Error("no"), { name: "AccessDeniedException" }) });
        return [];
      },
    });
    assert.deepEqual(await messages(admin!, nameless), [denied("Platform-Admin")]);
    assert.deepEqual(await messages(admin!, (sources) => ({ ...sources, organization: deniedByAws })), DENIED_BY_AWS);
  });
});
