/** The words that the programs are written with. */
import type { Described } from "../engine";

export const IDENTITY_CENTER = "21ed01d2-ec13-4e9e-86c1-cd546719ebc4";
export const SCIM = "https://scim.eu-west-1.amazonaws.com/0a1b2c3d/scim/v2/";
export const ACS = "https://eu-west-1.signin.aws/platform/saml/acs/0a1b";
export const ENTITY = "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9367abcdef";
export const MANAGEMENT = "100000000001";
export const PRODUCTION = "111111111111";
export const statement = (...statements: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
export const allow = (Action: unknown, Resource: unknown = "*"): object => ({ Effect: "Allow", Action, Resource });
export const aws = (type: string, name: string, props: Record<string, unknown> = {}, opts: Record<string, unknown> = {}): Described => ({
  type: `aws:${type}:${type.split("/")[1]!.replace(/^./, (first) => first.toUpperCase())}`,
  name,
  props,
  opts,
});
export const azuread = (
  type: string,
  name: string,
  props: Record<string, unknown> = {},
  opts: Record<string, unknown> = {},
): Described => ({
  type: `azuread:index/${type}:${type.replace(/^./, (first) => first.toUpperCase())}`,
  name,
  props,
  opts,
});
const identityCenter = { instanceArn: "arn:aws:sso:::instance/ssoins-1111222233334444", region: "eu-west-1" };
export const at = (set: string): Record<string, unknown> => ({ ...identityCenter, permissionSetArn: `\${${set}.arn}` });
export const assignment = (name: string, set: string, targetId: string, more: Record<string, unknown> = {}): Described =>
  aws("ssoadmin/accountAssignment", name, {
    ...at(set),
    principalType: "GROUP",
    principalId: "group-1",
    targetType: "AWS_ACCOUNT",
    targetId,
    ...more,
  });
export const inline = (set: string, inlinePolicy: string): Described =>
  aws("ssoadmin/permissionSetInlinePolicy", `${set}/inline`, { ...at(set), inlinePolicy });
export const permissionSet = (name: string, props: Record<string, unknown> = {}, opts = {}): Described =>
  aws("ssoadmin/permissionSet", name, { ...identityCenter, name, sessionDuration: "PT8H", ...props }, opts);
export const conditions = (more: Record<string, unknown> = {}, users: Record<string, unknown> = {}): Record<string, unknown> => ({
  applications: { includedApplications: ["${app.clientId}"] },
  clientAppTypes: ["all"],
  users: { includedUsers: ["All"], excludedGroups: ["emergency"], ...users },
  ...more,
});
export const facts = (more: Record<string, unknown>): Described => ({
  type: "federation:index:Federation",
  name: "federation",
  component: true,
  props: {
    stage: "production",
    homeRegion: "eu-west-1",
    managementAccountId: MANAGEMENT,
    productionAccountIds: [PRODUCTION],
    emergencyAccessGroupId: "emergency",
    travelGroupId: "travel",
    compliantDeviceGroupIds: ["admins"],
    acsUrls: [ACS],
    entityId: ENTITY,
    ...more,
  },
});
