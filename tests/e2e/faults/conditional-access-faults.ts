import { APP, type Places } from "./places";
import type { Fault } from "./judge";

const POLICIES = "/v1.0/identity/conditionalAccess/policies";
const UP = /pulumi up/;

interface Policy {
  readonly id: string;
  readonly conditions: { readonly users: Record<string, unknown>; readonly applications: Record<string, unknown> };
}

/** Faults of Conditional Access (R6). */
export function conditionalAccessFaults(places: Places): readonly Fault[] {
  const found = async (name: string): Promise<Policy> =>
    (await places.entra.conditionalAccessPolicies()).find(({ displayName }) => displayName === `${APP}: ${name}`) as unknown as Policy;
  /** Changes fields of one of the stack's policies; what it gives puts them back. */
  const policy = async (name: string, change: (live: Policy) => Record<string, unknown>): Promise<() => Promise<void>> => {
    const live = await found(name);
    const fields = change(live);
    await places.entra.change(`${POLICIES}/${live.id}`, fields);
    const before = Object.fromEntries(Object.keys(fields).map((key) => [key, (live as unknown as Record<string, unknown>)[key]]));
    return () => places.entra.change(`${POLICIES}/${live.id}`, before);
  };
  const users =
    (change: Record<string, unknown>) =>
    ({ conditions }: Policy) => ({ conditions: { ...conditions, users: { ...conditions.users, ...change } } });
  const foreign = async (displayName: string, control: string, applications: object, its: object): Promise<() => Promise<void>> => {
    const id = await places.entra.make(POLICIES, {
      displayName,
      state: "enabled",
      conditions: {
        applications: { includeApplications: ["All"], ...applications },
        clientAppTypes: ["all"],
        users: { includeUsers: ["All"], ...its },
      },
      grantControls: { operator: "OR", builtInControls: [control] },
    });
    return () => places.entra.remove(`${POLICIES}/${id}`);
  };
  const [mfa, device, countries] = [
    "multifactor authentication for everybody",
    "compliant device for administrators",
    "blocked outside the allowed countries",
  ];
  const emergency = () => places.entra.groupId("aws-emergency-access");

  return [
    {
      id: "R6.1",
      says: `"${APP}: ${mfa}" has state enabledForReportingButNotEnforced instead of enabled.`,
      remedy: UP,
      plant: () => policy(mfa, () => ({ state: "enabledForReportingButNotEnforced" })),
    },
    {
      id: "R6.1",
      says: `"${APP}: ${mfa}" has excluded group "all-employees" too much.`,
      remedy: UP,
      plant: async () => policy(mfa, users({ excludeGroups: [await emergency(), await places.entra.groupId("all-employees")] })),
    },
    {
      id: "R6.1",
      says: `"${APP}: ${mfa}" has excluded user "ada@example.com" too much.`,
      remedy: UP,
      plant: async () => policy(mfa, users({ excludeUsers: [await places.user("ada@example.com")] })),
    },
    {
      id: "R6.1",
      says: `"${APP}: ${mfa}" has excluded group "aws-emergency-access" missing.`,
      remedy: UP,
      plant: () => policy(mfa, users({ excludeGroups: [] })),
    },
    {
      id: "R6.1",
      says: `The policy "${APP}: ${mfa}" is called "mfa, renamed" in Entra.`,
      remedy: UP,
      plant: () => policy(mfa, () => ({ displayName: "mfa, renamed" })),
    },
    {
      id: "R6.2",
      says: `"${APP}: ${device}" has control compliantDevice missing; control mfa too much.`,
      remedy: UP,
      plant: () => policy(device, () => ({ grantControls: { operator: "OR", builtInControls: ["mfa"] } })),
    },
    {
      id: "R6.2",
      says: `"${APP}: ${device}" has client type all missing; client type browser too much.`,
      remedy: UP,
      plant: () => policy(device, ({ conditions }) => ({ conditions: { ...conditions, clientAppTypes: ["browser"] } })),
    },
    {
      id: "R6.2",
      says: `"${APP}: ${device}" has state disabled instead of enabled.`,
      remedy: UP,
      plant: () => policy(device, () => ({ state: "disabled" })),
    },
    {
      id: "R6.4",
      says: `"${APP}: ${countries}" has excluded group "aws-travel-exception" missing.`,
      remedy: UP,
      plant: async () => policy(countries, users({ excludeGroups: [await emergency()] })),
    },
    {
      id: "R6.4",
      says: `The named location "${APP}: allowed countries" has KP too much; IE missing.`,
      remedy: UP,
      plant: async () => {
        const path = "/v1.0/identity/conditionalAccess/namedLocations";
        const one = (await places.entra.list(path)).find(({ displayName }) => displayName === `${APP}: allowed countries`)!;
        const set = (countriesAndRegions: unknown) =>
          places.entra.change(`${path}/${one["id"] as string}`, {
            "@odata.type": "#microsoft.graph.countryNamedLocation",
            countriesAndRegions,
          });
        await set(["DE", "KP"]);
        return () => set(one["countriesAndRegions"]);
      },
    },
    {
      id: "R6.1 others",
      says: 'The policy "Everything needs a managed device" reaches AWS and does not exclude "aws-emergency-access": it can lock out the emergency-access accounts.',
      remedy: /./,
      plant: () => foreign("Everything needs a managed device", "compliantDevice", {}, {}),
    },
    {
      id: "R6.1 others",
      says: 'The policy "All but AWS", which is none of this stack\'s, leaves out the AWS app.',
      remedy: /./,
      plant: async () =>
        foreign("All but AWS", "compliantDevice", { excludeApplications: [places.clientId] }, { excludeGroups: [await emergency()] }),
    },
    {
      id: "R6.1 others",
      says: /^The policy "Stop", which is none of this stack's, blocks every sign-in to AWS of "aws-data-analysts", /,
      remedy: /Find out from its owner/,
      plant: async () => foreign("Stop", "block", {}, { excludeGroups: [await emergency()] }),
    },
    {
      id: "R6.1 exceptions",
      says: '"aws-emergency-access" has no members: nobody is left whom no policy holds.',
      remedy: /./,
      plant: async () => {
        const members = `/v1.0/groups/${await emergency()}/members`;
        const [member] = await places.entra.list(members);
        const id = member!["id"] as string;
        await places.entra.remove(`${members}/${id}/$ref`);
        return () => places.entra.make(`${members}/$ref`, { "@odata.id": `https://graph/v1.0/directoryObjects/${id}` });
      },
    },
  ];
}
