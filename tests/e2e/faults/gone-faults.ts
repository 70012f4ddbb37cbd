import * as sso from "@aws-sdk/client-sso-admin";
import type { Fault } from "./judge";
import { APP, type Places } from "./places";

const UP = /pulumi up/;

/** Things that somebody deleted, each made anew by the next run that refreshes; nothing else puts them back. */
export function goneFaults(places: Places): readonly Fault[] {
  const forGood = (): Promise<void> => Promise.resolve();
  const principal = () => `/v1.0/servicePrincipals/${places.principalId}`;
  return [
    {
      id: "R4.2",
      says: "The enterprise application has no provisioning job.",
      remedy: UP,
      plant: async () => {
        const jobs = await places.entra.list(`${principal()}/synchronization/jobs`);
        for (const { id } of jobs) await places.entra.remove(`${principal()}/synchronization/jobs/${id as string}`);
        return forGood;
      },
    },
    {
      id: "R5.4",
      says: "There is no permission set Data-Analyst-RO.",
      remedy: UP,
      plant: async () => {
        const { InstanceArn, PermissionSetArn } = places.set("Data-Analyst-RO");
        for (const line of await places.aws.assignments()) {
          const [set, group, account] = line.split(" ");
          if (set === "Data-Analyst-RO") await places.unassign(PermissionSetArn, account!, "GROUP", places.storeGroup(group!));
        }
        await places.sso.send(new sso.DeletePermissionSetCommand({ InstanceArn, PermissionSetArn }));
        return forGood;
      },
    },
    {
      id: "R6.4",
      says: `There is no policy "${APP}: blocked outside the allowed countries".`,
      remedy: UP,
      plant: async () => {
        const policies = await places.entra.conditionalAccessPolicies();
        const its = policies.find(({ displayName }) => displayName === `${APP}: blocked outside the allowed countries`)!;
        await places.entra.remove(`/v1.0/identity/conditionalAccess/policies/${its["id"] as string}`);
        return forGood;
      },
    },
    {
      id: "R4.1",
      says: "Provisioning has no tenant URL.",
      remedy: UP,
      plant: async () => {
        await places.entra.change(`${principal()}/synchronization/secrets`, { value: [{ key: "BaseAddress", value: "" }] }, "PUT");
        return forGood;
      },
    },
  ];
}
