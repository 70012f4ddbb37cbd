import assert from "node:assert/strict";
import { EntraReader } from "../clouds";
import { findings } from "../findings";
import { type Sandbox, succeeded } from "../sandbox";

/**
 * Something that somebody does behind the program's back; whatever `pulumi up --refresh` does not put right says how to
 * undo it.
 */
interface Fault {
  /** `id message` of the one finding that it is. */
  readonly finding: string;
  readonly plant: () => Promise<(() => Promise<void>) | void>;
}

const POLICIES = "/v1.0/identity/conditionalAccess/policies";
const APP = "AWS IAM Identity Center (dev)";

export function topic(sandbox: Sandbox): void {
  describe("faults in Entra, planted behind the program's back", () => {
    let entra: EntraReader;
    const ids = async (path: string): Promise<Map<string, string>> =>
      new Map((await entra.list(path)).map(({ displayName, id }) => [displayName as string, id as string]));
    const group = (name: string) => entra.groupId(name);
    const clientId = async () => (await entra.applications()).find(({ displayName }) => displayName === APP)!.appId;
    const policy = async (name: string, change: (policy: never) => Record<string, unknown>): Promise<void> => {
      const live = (await entra.conditionalAccessPolicies()).find(({ displayName }) => displayName === `${APP}: ${name}`)!;
      await entra.change(`${POLICIES}/${live["id"] as string}`, change(live as never));
    };
    const withUsers =
      (users: object) =>
      ({ conditions }: { conditions: { users: object } }) => ({ conditions: { ...conditions, users: { ...conditions.users, ...users } } });
    const foreign = async (displayName: string, applications: object, users: object): Promise<() => Promise<void>> => {
      const id = await entra.make(POLICIES, {
        displayName,
        state: "enabled",
        conditions: {
          applications: { includeApplications: ["All"], ...applications },
          clientAppTypes: ["all"],
          users: { includeUsers: ["All"], ...users },
        },
        grantControls: { operator: "OR", builtInControls: ["block"] },
      });
      return () => entra.remove(`${POLICIES}/${id}`);
    };

    const conditionalAccess: readonly Fault[] = [
      {
        finding: `R6.1 "${APP}: multifactor authentication for everybody" has state enabledForReportingButNotEnforced instead of enabled; excluded group "all-employees" too much.`,
        plant: async () => {
          const excludeGroups = [await group("aws-emergency-access"), await group("all-employees")];
          await policy("multifactor authentication for everybody", (live) => ({
            ...withUsers({ excludeGroups })(live),
            state: "enabledForReportingButNotEnforced",
          }));
        },
      },
      {
        finding: `R6.2 "${APP}: compliant device for administrators" has excluded user "ada@example.com" too much; client type all missing; client type browser too much; control compliantDevice missing; control mfa too much.`,
        plant: async () => {
          const ada = (await entra.list("/v1.0/users")).find(({ userPrincipalName }) => userPrincipalName === "ada@example.com")!;
          await policy("compliant device for administrators", ({ conditions }: { conditions: { users: object } }) => ({
            conditions: { ...conditions, clientAppTypes: ["browser"], users: { ...conditions.users, excludeUsers: [ada["id"]] } },
            grantControls: { operator: "OR", builtInControls: ["mfa"] },
          }));
        },
      },
      {
        finding: `R6.4 "${APP}: blocked outside the allowed countries" has excluded group "aws-travel-exception" missing.`,
        plant: async () =>
          policy("blocked outside the allowed countries", withUsers({ excludeGroups: [await group("aws-emergency-access")] })),
      },
      {
        finding: `R6.4 The named location "${APP}: allowed countries" has KP too much; IE missing.`,
        plant: async () => {
          const path = "/v1.0/identity/conditionalAccess/namedLocations";
          await entra.change(`${path}/${(await ids(path)).get(`${APP}: allowed countries`)}`, {
            "@odata.type": "#microsoft.graph.countryNamedLocation",
            countriesAndRegions: ["DE", "KP"],
          });
        },
      },
      {
        finding:
          'R6.1 others The policy "Everything needs a managed device" reaches AWS and does not exclude "aws-emergency-access": it can lock out the emergency-access accounts.',
        plant: () => foreign("Everything needs a managed device", {}, {}),
      },
      {
        finding: `R6.1 others The policy "All but AWS", which is none of this stack's, leaves out the AWS app.`,
        plant: async () =>
          foreign("All but AWS", { excludeApplications: [await clientId()] }, { excludeGroups: [await group("aws-emergency-access")] }),
      },
      {
        finding: 'R6.1 exceptions "aws-emergency-access" has no members: nobody is left whom no policy holds.',
        plant: async () => {
          const members = `/v1.0/groups/${await group("aws-emergency-access")}/members`;
          const [member] = await entra.list(members);
          await entra.remove(`${members}/${member!["id"] as string}/$ref`);
          return async () =>
            void (await entra.make(`${members}/$ref`, { "@odata.id": `https://graph/v1.0/directoryObjects/${member!["id"] as string}` }));
        },
      },
    ];

    before(async () => {
      entra = new EntraReader(await sandbox.variables());
    });

    it("are each found, by runbook id and by name, and nothing else is; following the remedies heals them", async () => {
      assert.deepEqual(await findings(sandbox), []);
      const undo: (() => Promise<void>)[] = [];
      for (const { plant } of conditionalAccess) undo.push((await plant()) ?? (() => Promise.resolve()));
      try {
        assert.deepEqual(await findings(sandbox), conditionalAccess.map(({ finding }) => finding).sort());
      } finally {
        for (const each of undo) await each();
        succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--refresh"]));
      }
      assert.deepEqual(await findings(sandbox), []);
    });
  });
}
