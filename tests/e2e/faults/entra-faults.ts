import { APP, type Places } from "./places";
import type { Fault } from "./judge";

const UP = /pulumi up/;

/** Faults of the enterprise application and of provisioning (R2, R4). */
export function entraFaults(places: Places): readonly Fault[] {
  const principal = () => `/servicePrincipals/${places.principalId}`;
  const application = () => `/applications/${places.appId}`;
  const job = async (): Promise<string> =>
    `${principal()}/synchronization/jobs/${(await places.entra.list(`/v1.0${principal()}/synchronization/jobs`))[0]!["id"] as string}`;
  const web = async (change: (urls: string[]) => string[]): Promise<() => Promise<void>> => {
    const { redirectUris } = (await places.object(application()))["web"] as { redirectUris: string[] };
    await places.entra.change(`/v1.0${application()}`, { web: { redirectUris: change(redirectUris) } });
    return () => places.entra.change(`/v1.0${application()}`, { web: { redirectUris } });
  };
  const instantiate = async (displayName: string): Promise<() => Promise<unknown>> => {
    const before = new Set((await places.entra.list("/v1.0/applications")).map(({ id }) => id));
    await places.entra.make("/v1.0/applicationTemplates/21ed01d2-ec13-4e9e-86c1-cd546719ebc4/instantiate", { displayName });
    const made = (await places.entra.list("/v1.0/applications")).find(({ id }) => !before.has(id))!;
    return () => places.entra.remove(`/v1.0/applications/${made["id"] as string}`);
  };
  const assigned = async (principalId: string): Promise<() => Promise<unknown>> => {
    const path = `/v1.0${principal()}/appRoleAssignedTo`;
    const { appRoleId } = (await places.entra.list(path))[0]!;
    const id = await places.entra.make(path, { principalId, resourceId: places.principalId, appRoleId });
    return () => places.entra.remove(`${path}/${id}`);
  };
  const mapping = async (change: (attributes: { targetAttributeName: string }[]) => unknown[]): Promise<() => Promise<unknown>> => {
    const path = `${await job()}/schema`;
    const schema = await places.object(path);
    const changed = structuredClone(schema) as {
      synchronizationRules: { objectMappings: { sourceObjectName: string; attributeMappings: { targetAttributeName: string }[] }[] }[];
    };
    for (const { objectMappings } of changed.synchronizationRules)
      for (const one of objectMappings)
        if (one.sourceObjectName === "Group") one.attributeMappings = change(one.attributeMappings) as typeof one.attributeMappings;
    await places.entra.change(`/v1.0${path}`, changed, "PUT");
    return () => places.entra.change(`/v1.0${path}`, schema, "PUT");
  };

  return [
    {
      id: "R2.1",
      says: `Sign-in to "${APP}" is disabled.`,
      remedy: UP,
      plant: () => places.changed(principal(), { accountEnabled: false }),
    },
    {
      id: "R2.1",
      says: /^TERRAFORM_INSTANTIATE_left \(\S+\) was left behind by an interrupted `pulumi up`\.$/,
      remedy: /federation recover/,
      plant: () => instantiate("TERRAFORM_INSTANTIATE_left"),
    },
    {
      id: "R2.2",
      says: /^The Entity ID is https:\/\/eve\.example\.com; Identity Center's is https:\/\/eu-west-1\.signin\.aws\.amazon\.com\//,
      remedy: UP,
      plant: () => places.changed(application(), { identifierUris: ["https://eve.example.com"] }),
    },
    {
      id: "R2.2",
      says: "Reply URL that the settings do not name: https://eve.example.com/acs; assertions could be sent there.",
      remedy: UP,
      plant: () => web((urls) => [...urls, "https://eve.example.com/acs"]),
    },
    {
      id: "R2.2",
      says: /^Reply URL missing: https:\/\/eu-west-1\.signin\.aws\/platform\/saml\/acs\//,
      remedy: UP,
      plant: () => web(() => []),
    },
    {
      id: "R2.2",
      says: "The Sign-on URL is https://eve.example.com/start; the access portal is https://d-9367abcdef.awsapps.com/start.",
      remedy: UP,
      plant: () => places.changed(principal(), { loginUrl: "https://eve.example.com/start" }),
    },
    {
      id: "R2.2",
      says: "The single sign-on mode is password, not saml.",
      remedy: UP,
      plant: () => places.changed(principal(), { preferredSingleSignOnMode: "password" }),
    },
    {
      id: "R2.2",
      says: "Assignment is not required: everybody in the directory can sign in to AWS's access portal.",
      remedy: UP,
      plant: () => places.changed(principal(), { appRoleAssignmentRequired: false }),
    },
    {
      id: "R2.3",
      says: 'The claims mapping policy "by mail" does not send user.userprincipalname as NameID in e-mail format.',
      remedy: /Take the policy off the application, .*: DELETE \/servicePrincipals\/\S+\/claimsMappingPolicies\/\S+\/\$ref\)/,
      plant: async () => {
        const claim = { Source: "user", ID: "mail", SamlClaimType: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier" };
        const definition = [JSON.stringify({ ClaimsMappingPolicy: { Version: 1, IncludeBasicClaimSet: "true", ClaimsSchema: [claim] } })];
        const id = await places.entra.make("/v1.0/policies/claimsMappingPolicies", { displayName: "by mail", definition });
        const at = `/v1.0${principal()}/claimsMappingPolicies`;
        await places.entra.make(`${at}/$ref`, { "@odata.id": `https://graph.microsoft.com/v1.0/policies/claimsMappingPolicies/${id}` });
        return async () => {
          await places.entra.remove(`${at}/${id}/$ref`);
          await places.entra.remove(`/v1.0/policies/claimsMappingPolicies/${id}`);
        };
      },
    },
    {
      id: "R2.4",
      says: "No certificate of the application is the active one (preferredTokenSigningKeyThumbprint), so Entra may sign with another.",
      remedy: /federation activate-certificate/,
      plant: () => places.changed(principal(), { preferredTokenSigningKeyThumbprint: null }),
    },
    {
      id: "R4.3",
      says: "Group attribute externalId is not mapped.",
      remedy: /./,
      plant: () => mapping((attributes) => attributes.filter(({ targetAttributeName }) => targetAttributeName !== "externalId")),
    },
    {
      id: "R4.3",
      says: "Group attribute members is not mapped.",
      remedy: /./,
      plant: () => mapping((attributes) => attributes.filter(({ targetAttributeName }) => targetAttributeName !== "members")),
    },
    {
      id: "R4.4",
      says: /^SyncAll is "?true/,
      remedy: UP,
      plant: async () => {
        const path = `/v1.0${principal()}/synchronization/secrets`;
        const sync = (value: string) => places.entra.change(path, { value: [{ key: "SyncAll", value }] }, "PUT");
        await sync("true");
        return () => sync("false");
      },
    },
    {
      id: "R4.5",
      says: /^Provisioning is /,
      remedy: UP,
      plant: async () => {
        const path = `/v1.0${await job()}`;
        await places.entra.make(`${path}/pause`, {});
        return () => places.entra.make(`${path}/start`, {});
      },
    },
    {
      id: "R4.6",
      says: 'Group "aws-data-analysts" is not assigned to the application.',
      remedy: UP,
      plant: async () => {
        const path = `/v1.0${principal()}/appRoleAssignedTo`;
        const group = await places.entra.groupId("aws-data-analysts");
        const its = (await places.entra.list(path)).find(({ principalId }) => principalId === group)!;
        await places.entra.remove(`${path}/${its["id"] as string}`);
        return () => places.entra.make(path, { principalId: group, resourceId: places.principalId, appRoleId: its["appRoleId"] });
      },
    },
    {
      id: "R4.6",
      says: 'The group "all-employees" is assigned, but is not in the access list.',
      remedy: /Remove the assignment in Entra/,
      plant: async () => assigned(await places.entra.groupId("all-employees")),
    },
    {
      id: "R4.6",
      says: 'The user "Linus Benedict" is assigned, but is not in the access list.',
      remedy: /Remove the assignment in Entra/,
      plant: async () => assigned(await places.user("linus@example.com")),
    },
  ];
}
