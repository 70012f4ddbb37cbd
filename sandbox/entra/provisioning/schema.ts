/**
 * The synchronization template of the Identity Center gallery app and the schema of a job made from it. The schema is
 * not only for show: its attribute mappings are what provisioning follows.
 *
 * @see https://learn.microsoft.com/entra/identity/saas-apps/aws-single-sign-on-provisioning-tutorial
 */

/** Where a target attribute takes its value from. */
export interface AttributeMapping {
  readonly targetAttributeName: string;
  /** 1 for the attribute by which objects are matched, 0 for all others. */
  readonly matchingPriority: number;
  readonly source: { readonly expression: string };
}

/** How one kind of objects is provisioned. */
export interface ObjectMapping {
  readonly sourceObjectName: string;
  readonly targetObjectName: string;
  readonly enabled: boolean;
  readonly attributeMappings: readonly AttributeMapping[];
}

/** The part of a synchronization schema that provisioning reads. */
export interface Schema {
  readonly id: string;
  readonly synchronizationRules: readonly { readonly id: string; readonly objectMappings: readonly ObjectMapping[] }[];
}

/** Id of the one rule, `USERGROUP_OUTBOUND_USERGROUP`; the same in every tenant. */
export const RULE_ID = "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const USER_SOURCES: Readonly<Record<string, string>> = {
  userName: "[userPrincipalName]",
  active: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
  displayName: "[displayName]",
  title: "[jobTitle]",
  'emails[type eq "work"].value': "[mail]",
  preferredLanguage: "[preferredLanguage]",
  "name.givenName": "[givenName]",
  "name.familyName": "[surname]",
  "name.formatted": 'Join(" ", [givenName], [surname])',
  'addresses[type eq "work"].streetAddress': "[streetAddress]",
  'addresses[type eq "work"].locality': "[city]",
  'addresses[type eq "work"].region': "[state]",
  'addresses[type eq "work"].postalCode': "[postalCode]",
  'addresses[type eq "work"].country': "[country]",
  'phoneNumbers[type eq "work"].value': "[telephoneNumber]",
  externalId: "[objectId]",
  [`${ENTERPRISE}:employeeNumber`]: "[employeeId]",
  [`${ENTERPRISE}:department`]: "[department]",
};
const GROUP_SOURCES: Readonly<Record<string, string>> = { displayName: "[displayName]", externalId: "[objectId]", members: "[members]" };

/** The schema that a new job starts with. */
export function newSchema(id: string): Schema {
  const mapping = (
    sourceObjectName: string,
    targetObjectName: string,
    sources: Readonly<Record<string, string>>,
    matching: string,
  ): object => ({
    enabled: true,
    flowTypes: "Add, Update, Delete",
    name: `Provision Microsoft Entra ID ${sourceObjectName}s`,
    scope: null,
    sourceObjectName,
    targetObjectName,
    attributeMappings: Object.entries(sources).map(([targetAttributeName, expression]) => ({
      defaultValue: null,
      exportMissingReferences: false,
      flowBehavior: "FlowWhenChanged",
      flowType: "Always",
      matchingPriority: targetAttributeName === matching ? 1 : 0,
      targetAttributeName,
      source: {
        expression,
        name: /^\[(\w+)\]$/.exec(expression)?.[1] ?? expression.split("(")[0],
        type: expression.startsWith("[") ? "Attribute" : "Function",
        parameters: [],
      },
    })),
  });
  return {
    id,
    version: "v1.0",
    provisioningTaskIdentifier: null,
    directories: [],
    synchronizationRules: [
      {
        id: RULE_ID,
        name: "USERGROUP_OUTBOUND_USERGROUP",
        editable: true,
        priority: 1,
        sourceDirectoryName: "Azure Active Directory",
        targetDirectoryName: "AWSSingleSignon",
        metadata: [{ key: "supportsProvisionOnDemand", value: "true" }],
        objectMappings: [mapping("User", "User", USER_SOURCES, "userName"), mapping("Group", "Group", GROUP_SOURCES, "displayName")],
      },
    ],
  } as unknown as Schema;
}
