import { CreateUserCommand, DeleteUserCommand } from "@aws-sdk/client-iam";
import * as sso from "@aws-sdk/client-sso-admin";
import type { Fault } from "../../faults/judge";
import type { Places } from "../../faults/places";

/** Name of prod's enterprise application. */
export const APP = "AWS IAM Identity Center";
const UP = /pulumi up/;
const POLICIES = "/v1.0/identity/conditionalAccess/policies";
const LOCATIONS = "/v1.0/identity/conditionalAccess/namedLocations";

/** Faults of the federation in what dev does not have, or has in other words: dev's own are in `tests/e2e/faults`. */
export function federationFaults(places: Places): readonly Fault[] {
  const send = (command: unknown): Promise<unknown> => places.sso.send(command as sso.ListInstancesCommand);
  const named = async (path: string, name: string): Promise<Record<string, unknown>> =>
    (await places.entra.list(path)).find(({ displayName }) => displayName === `${APP}: ${name}`)!;
  return [
    {
      id: "R2.3",
      says: "Session attribute CostCenter comes from nowhere; the settings say extensionattribute1.",
      remedy: UP,
      plant: async () => {
        const [policy] = await places.entra.list(`/v1.0/servicePrincipals/${places.principalId}/claimsMappingPolicies`);
        const path = `/v1.0/policies/claimsMappingPolicies/${policy!["id"] as string}`;
        const definition = policy!["definition"] as string[];
        const { ClaimsMappingPolicy: its } = JSON.parse(definition[0]!) as {
          ClaimsMappingPolicy: { ClaimsSchema: { SamlClaimType: string }[] };
        };
        const ClaimsSchema = its.ClaimsSchema.filter(({ SamlClaimType }) => !SamlClaimType.endsWith(":CostCenter"));
        await places.entra.change(path, { definition: [JSON.stringify({ ClaimsMappingPolicy: { ...its, ClaimsSchema } })] });
        return () => places.entra.change(path, { definition });
      },
    },
    {
      id: "R2.3 attributes",
      says: "Attributes for access control are off in Identity Center.",
      remedy: UP,
      plant: async () => {
        const { InstanceArn } = places.set("Developer");
        const { InstanceAccessControlAttributeConfiguration } = await places.sso.send(
          new sso.DescribeInstanceAccessControlAttributeConfigurationCommand({ InstanceArn }),
        );
        await send(new sso.DeleteInstanceAccessControlAttributeConfigurationCommand({ InstanceArn }));
        return () =>
          send(
            new sso.CreateInstanceAccessControlAttributeConfigurationCommand({
              InstanceArn,
              InstanceAccessControlAttributeConfiguration,
            }),
          );
      },
    },
    {
      id: "R4.6",
      says: 'Group "aws-finance" is not assigned to the application.',
      remedy: UP,
      plant: async () => {
        const path = `/v1.0/servicePrincipals/${places.principalId}/appRoleAssignedTo`;
        const group = await places.entra.groupId("aws-finance");
        const its = (await places.entra.list(path)).find(({ principalId }) => principalId === group)!;
        await places.entra.remove(`${path}/${its["id"] as string}`);
        return () => places.entra.make(path, { principalId: group, resourceId: places.principalId, appRoleId: its["appRoleId"] });
      },
    },
    {
      id: "R5.6",
      says: "Network-Operator has permissions boundary missing instead of arn:aws:iam::aws:policy/PowerUserAccess.",
      remedy: UP,
      plant: async () => {
        const at = places.set("Network-Operator");
        await send(new sso.DeletePermissionsBoundaryFromPermissionSetCommand(at));
        await places.provision("Network-Operator");
        return async () => {
          const PermissionsBoundary = { ManagedPolicyArn: "arn:aws:iam::aws:policy/PowerUserAccess" };
          await send(new sso.PutPermissionsBoundaryToPermissionSetCommand({ ...at, PermissionsBoundary }));
          await places.provision("Network-Operator");
        };
      },
    },
    {
      id: "R5.7",
      says: 'The group "aws-developers" has Developer in app-shop-prod (300000000001), which the settings do not grant.',
      remedy: /take-over|remove the assignment/,
      plant: async () => {
        const arn = places.set("Developer").PermissionSetArn;
        const group = places.storeGroup("aws-developers");
        await places.assign(arn, "300000000001", "GROUP", group);
        return () => places.unassign(arn, "300000000001", "GROUP", group);
      },
    },
    {
      id: "R6.1",
      says: `"${APP}: multifactor authentication for everybody" has state disabled instead of enabled.`,
      remedy: UP,
      plant: async () => {
        const policy = await named(POLICIES, "multifactor authentication for everybody");
        return places.changed(`${POLICIES.slice("/v1.0".length)}/${policy["id"] as string}`, { state: "disabled" });
      },
    },
    {
      id: "R6.4",
      says: `The named location "${APP}: allowed countries" has KP too much.`,
      remedy: UP,
      plant: async () => {
        const { id, countriesAndRegions } = await named(LOCATIONS, "allowed countries");
        const set = (codes: unknown) =>
          places.entra.change(`${LOCATIONS}/${id as string}`, {
            "@odata.type": "#microsoft.graph.countryNamedLocation",
            countriesAndRegions: codes,
          });
        await set([...(countriesAndRegions as string[]), "KP"]);
        return () => set(countriesAndRegions);
      },
    },
    {
      id: "R9.6 accounts",
      says: "data-lake-prod (012345678901) has IAM users: jenkins.",
      remedy: /delete the user/,
      plant: async () => {
        const iam = places.iam("012345678901");
        await iam.send(new CreateUserCommand({ UserName: "jenkins" }));
        return () => iam.send(new DeleteUserCommand({ UserName: "jenkins" }));
      },
    },
  ];
}
