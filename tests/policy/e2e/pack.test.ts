import assert from "node:assert/strict";
import { join } from "node:path";
import { rules } from "../../../policy/rules";
import { jsonFile, preview, shell } from "./engine";
import { right, wrong, wrongConfig } from "./programs";

const pack = join(__dirname, "..", "..", "..", "policy");
const day = (after: number): string => new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);
const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

// The engine does not care what year it is: a run a year ahead would prove nothing more.
(process.env["FEDERATION_NOW"] === undefined ? describe : describe.skip)("the pack on the real engine", function () {
  this.timeout(600_000);

  it("finds a mandatory violation on each wrong resource, and breaks every rule", async () => {
    const { run, said } = await preview(`wrong-${process.pid}`, wrong, wrongConfig);
    const mandatory = said.filter(({ level }) => level === "mandatory");
    assert.notEqual(run.status, 0, run.stderr);
    const broken = new Set(mandatory.map(({ urn }) => nameOf(urn)));
    assert.deepEqual(
      wrong.map(({ name }) => name).filter((name) => !broken.has(name) && !HELPERS.includes(name)),
      [],
    );
    const names = new Set(mandatory.map(({ policy }) => policy));
    assert.deepEqual(
      rules.map(({ name }) => name).filter((name) => !names.has(name)),
      [],
    );
  });

  it("finds none on right ones", async () => {
    const { run, said } = await preview(`right-${process.pid}`, right(day(-1), `${day(400)}T00:00:00Z`));
    assert.deepEqual(
      said.filter(({ level }) => level === "mandatory"),
      [],
    );
    assert.equal(run.status, 0, run.stderr);
  });

  it("puts right what it may, and nothing else", async () => {
    const rule = (name: string) => ({ [name]: "remediate" });
    const { inputs, said } = await preview(`remedy-${process.pid}`, wrong, {
      ...rule("permission-set-session-duration"),
      ...rule("entra-app-assignment-required"),
      ...rule("entra-scim-scope"),
    });
    const inputsOf = (name: string) => [...inputs].find(([urn]) => nameOf(urn) === name)?.[1] ?? {};
    assert.equal(inputsOf("Bad Name")["sessionDuration"], "PT12H");
    assert.equal(inputsOf("Ops")["sessionDuration"], "PT8H");
    assert.equal(inputsOf("saml-sp")["appRoleAssignmentRequired"], true);
    // The credentials themselves are secret, and masked in what the engine tells.
    assert.deepEqual(
      said.filter(({ policy, urn }) => policy === "entra-scim-scope" && nameOf(urn) === "scim-all"),
      [],
    );
  });

  it("says the same of exported state", async () => {
    const analysed = await shell('pulumi policy analyze --policy-pack "$PACK" --file "$STATE" --non-interactive', {
      PACK: pack,
      STATE: jsonFile("state.json", state()),
    });
    assert.notEqual(analysed.status, 0);
    const text = analysed.stdout + analysed.stderr;
    for (const rule of ["iam-no-users", "permission-set-session-duration", "permission-set-admin-policies"])
      assert.ok(text.includes(rule), text);
    assert.ok(!text.includes("assignment-groups-only"), text);
  });
});

/** Needed by a wrong resource, without being wrong. */
const HELPERS = ["mail", "Audit-RO", "Data-Analyst", "Broken", "Developer", "Platform-Admin", "first", "other"];

/** State of a stack with an IAM user, and a permission set of thirteen hours that has AdministratorAccess by ARN. */
function state(): object {
  const urn = (type: string, name: string) => `urn:pulumi:test::policy-e2e::${type}::${name}`;
  const provider = "pulumi:providers:aws";
  const at = { created: "2026-01-01T00:00:00Z", modified: "2026-01-01T00:00:00Z" };
  const resource = (type: string, name: string, props: Record<string, unknown>) => ({
    urn: urn(type, name),
    custom: true,
    id: name,
    type,
    inputs: props,
    outputs: props,
    provider: `${urn(provider, "default")}::p`,
    ...at,
  });
  return {
    version: 3,
    deployment: {
      manifest: { time: "2026-01-01T00:00:00Z", magic: "", version: "" },
      resources: [
        { urn: urn("pulumi:pulumi:Stack", "policy-e2e-test"), custom: false, type: "pulumi:pulumi:Stack", ...at },
        {
          urn: urn(provider, "default"),
          custom: true,
          id: "p",
          type: provider,
          inputs: { version: "7.48.0" },
          outputs: { version: "7.48.0" },
          ...at,
        },
        resource("aws:iam/user:User", "ada", { name: "ada" }),
        resource("aws:ssoadmin/permissionSet:PermissionSet", "Ops", { name: "Ops", sessionDuration: "PT13H", arn: "arn:ps" }),
        resource("aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment", "Ops/admin", {
          permissionSetArn: "arn:ps",
          managedPolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
        }),
        resource("aws:ssoadmin/accountAssignment:AccountAssignment", "a", {
          permissionSetArn: "arn:ps",
          principalType: "GROUP",
          principalId: "g",
          targetId: "222222222222",
        }),
      ],
    },
  };
}
