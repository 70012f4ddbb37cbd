import { readOnly } from "../../../rules/permission-sets/read-only";
import { ssoadmin } from "../../../shared/types";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { allow, partOf, permissionSet, withDocument, withExclusive, withInline, withManaged } from "../../fixtures";
import { withCustomer } from "./fixtures";

/**
 * Of the 250 policies that AWS itself names ReadOnly, Viewer, SecurityAudit or ViewOnlyAccess (1,641 in all, November
 * 2026), those that AWS's access levels call writing: of each the actions that do so, as the policy has them.
 */
const EXCERPTS = {
  AWSDirectoryServiceDataReadOnlyAccess: ["ds:AccessDSData"],
  AWSIoT1ClickReadOnlyAccess: ["iot1click:Describe*", "iot1click:Get*", "iot1click:List*"],
  AWSIotRoboRunnerReadOnly: ["iotroborunner:GetSite", "iotroborunner:ListWorkers"],
  AWSMobileHub_ReadOnly: ["mobilehub:DescribeBundle", "mobilehub:GetProject", "mobilehub:SynchronizeProject", "mobilehub:ListBundles"],
  AWSPartnerLedSupportReadOnlyAccess: ["ssm-sap:GetResourcePermission"],
  AWSSystemsManagerForSAPReadOnlyAccess: ["ssm-sap:get*", "ssm-sap:list*"],
  AmazonCognitoReadOnly: ["cognito-identity:Get*", "cognito-idp:Get*"],
  AmazonHoneycodeReadOnlyAccess: ["honeycode:List*"],
  AmazonManagedBlockchainReadOnlyAccess: ["managedblockchain:Get*"],
  AmazonMechanicalTurkCrowdReadOnlyAccess: ["crowd:GetTask"],
  AmazonRoute53RecoveryControlConfigReadOnlyAccess: ["route53-recovery-control-config:DescribeRoutingControlByName"],
  AmazonS3ExpressReadOnlyAccess: ["s3express:CreateSession"],
  AmazonTimestreamReadOnlyAccess: ["timestream:CancelQuery"],
  AmazonZocaloReadOnlyAccess: ["zocalo:Describe*"],
  AnthropicReadOnlyAccess: ["sts:GetWebIdentityToken", "sts:TagGetWebIdentityToken"],
  GroundTruthSyntheticConsoleReadOnlyAccess: ["sagemaker-groundtruth-synthetic:List*", "sagemaker-groundtruth-synthetic:Get*"],
  ReadOnlyAccess: [
    "athena:Get*",
    "backup:List*",
    "billing:GetResourcePolicy",
    "deepcomposer:ListModels",
    "iot:Get*",
    "iot:List*",
    "iot1click:ListDevices",
    "s3express:CreateSession",
  ],
  SecurityAudit: ["deepracer:ListModels", "iot:List*", "quicksight:Describe*"],
  ServiceCatalogAdminReadOnlyAccess: [
    "catalog-admin:SearchListings",
    "catalog-user:*",
    "servicecatalog:GetTagOptionMigrationStatus",
    "servicecatalog:AccountLevelScanProvisionedProducts",
  ],
  ViewOnlyAccess: ["iot:List*"],
};

/** What still is refused, and what of it writes. */
const WRITERS: Readonly<Record<string, string>> = {
  // Synchronizing a project changes its bundles; that the service is closed is no reason to call it reading.
  AWSMobileHub_ReadOnly: "mobilehub:SynchronizeProject (no action that AWS's reference knows)",
  // GetId makes an identity where there is none; GetTokensFromRefreshToken hands out somebody's tokens.
  AmazonCognitoReadOnly: "cognito-identity:GetId, cognito-idp:GetTokensFromRefreshToken",
  // A session writes objects, unless a condition on s3express:SessionMode says ReadOnly.
  AmazonS3ExpressReadOnlyAccess: "s3express:CreateSession",
  // A token by which the holder signs in elsewhere.
  AnthropicReadOnlyAccess: "sts:GetWebIdentityToken, sts:TagGetWebIdentityToken",
  // An endpoint with a token to run code by.
  ReadOnlyAccess: "athena:GetSessionEndpoint, s3express:CreateSession",
  // Everything of a service.
  ServiceCatalogAdminReadOnlyAccess: "catalog-user:* (no action that AWS's reference knows)",
};

const cases = Object.entries(EXCERPTS).map(([policy, actions]) => [policy, withInline("Audit-RO", allow(actions))] as const);

behaviours(readOnly, {
  violates: {
    ...Object.fromEntries(
      cases
        .filter(([policy]) => policy in WRITERS)
        .map(([policy, given]) => [
          `what AWS names ${policy}`,
          { given, says: [`Audit-RO allows what writes: ${WRITERS[policy] as string}.`] },
        ]),
    ),
    "a write of a retired service": {
      given: withInline("Audit-RO", allow(["iot1click:UpdateDeviceState", "iot1click:*"])),
      says: [
        "Audit-RO allows what writes: iot1click:* (no action that AWS's reference knows), iot1click:UpdateDeviceState (no action that AWS's reference knows).",
      ],
    },
    "reading of a service that nobody ever retired": {
      given: withInline("Audit-RO", allow("iot2click:GetDevice")),
      says: ["Audit-RO allows what writes: iot2click:GetDevice (no action that AWS's reference knows)."],
    },
  },
  conforms: {
    ...Object.fromEntries(
      cases.filter(([policy]) => !(policy in WRITERS)).map(([policy, given]) => [`what AWS names ${policy}`, { given }]),
    ),
    "what is configured to read, though AWS's reference does not know it yet": {
      given: withInline("Audit-RO", allow("new:GetThing")),
      config: { allowedActions: ["NEW:Get*"] },
    },
  },
});

const writes = (actions: string) => [`Audit-RO allows what writes: ${actions}.`];
const RESULTS = "arn:aws:s3:::acme-athena-results/*";

behaviours(readOnly, {
  violates: {
    "a policy that writes": {
      given: withManaged("Audit-RO", "AmazonS3FullAccess"),
      says: ['Audit-RO has the policy "AmazonS3FullAccess", which is not known to only read.'],
    },
    "a customer's policy": {
      given: [
        permissionSet("Audit-RO"),
        partOf(permissionSet("Audit-RO"), ssoadmin.customerManagedPolicyAttachment, { customerManagedPolicyReference: { name: "Own" } }),
      ],
      says: ['Audit-RO has the policy "Own", which is not known to only read.'],
    },
    "the same for the management account's double": {
      given: withExclusive("Audit-RO-Mgmt", "PowerUserAccess"),
      says: ['Audit-RO-Mgmt has the policy "PowerUserAccess", which is not known to only read.'],
    },
    "a customer's policy that is made here and writes": {
      given: withCustomer("Audit-RO", allow("s3:DeleteObject")),
      says: writes("s3:DeleteObject"),
    },
    "a write": { given: withInline("Audit-RO", allow("s3:DeleteObject")), says: writes("s3:DeleteObject") },
    tagging: { given: withInline("Audit-RO", allow("ec2:CreateTags")), says: writes("ec2:CreateTags") },
    "a pattern that hides a write": { given: withInline("Audit-RO", allow("s3:*ObjectAcl")), says: writes("s3:PutObjectAcl") },
    everything: { given: withInline("Audit-RO", allow("*")), says: writes("every action") },
    "all but some": {
      given: withInline("Audit-RO", { Effect: "Allow", NotAction: "s3:*", Resource: "*" }),
      says: writes("all actions but some (NotAction)"),
    },
    "an action that AWS does not have": {
      given: withInline("Audit-RO", allow("s3:GetEverything")),
      says: writes("s3:GetEverything (no action that AWS's reference knows)"),
    },
    "a service that AWS does not have": {
      given: withInline("Audit-RO", allow("nothing:Get")),
      says: writes("nothing:Get (no action that AWS's reference knows)"),
    },
    "many, shortened": {
      given: withInline(
        "Audit-RO",
        allow([
          "s3:DeleteObject",
          "s3:DeleteBucket",
          "s3:CreateBucket",
          "s3:PutObject",
          "s3:RestoreObject",
          "s3:PutObjectTagging",
          "s3:AbortMultipartUpload",
        ]),
      ),
      says: writes("s3:AbortMultipartUpload, s3:CreateBucket, s3:DeleteBucket, s3:DeleteObject, s3:PutObject and 2 more"),
    },
    "six, in full": {
      given: withInline(
        "Audit-RO",
        allow(["s3:DeleteObject", "s3:DeleteBucket", "s3:CreateBucket", "s3:PutObject", "s3:RestoreObject", "s3:PutObjectTagging"]),
      ),
      says: writes("s3:CreateBucket, s3:DeleteBucket, s3:DeleteObject, s3:PutObject, s3:PutObjectTagging, s3:RestoreObject"),
    },
    "a result in a bucket that is not for results": {
      given: withInline("Audit-RO", allow("s3:PutObject", [RESULTS, "arn:aws:s3:::lake/*"])),
      says: writes("s3:PutObject"),
    },
    "a result anywhere but somewhere": {
      given: withInline("Audit-RO", { Effect: "Allow", Action: "s3:PutObject", NotResource: RESULTS }),
      says: writes("s3:PutObject"),
    },
    "a deletion in a bucket for results": {
      given: withInline("Audit-RO", allow("s3:DeleteObject", RESULTS)),
      says: writes("s3:DeleteObject"),
    },
    "a query where it is not allowed": {
      given: withInline("Audit-RO", allow("athena:StartQueryExecution")),
      config: { allowedActions: [] },
      says: writes("athena:StartQueryExecution"),
    },
  },
  conforms: {
    "the auditors' policies": {
      given: withExclusive(
        "Security-Audit-RO",
        "SecurityAudit",
        "ReadOnlyAccess",
        "job-function/ViewOnlyAccess",
        "AWSBillingReadOnlyAccess",
      ),
    },
    "a customer's policy that is made here and reads, whatever its name": { given: withCustomer("Audit-RO", allow("s3:GetObject")) },
    reading: { given: withInline("Audit-RO", allow(["s3:Get*", "s3:List*", "ec2:Describe*"])) },
    "a query, with its encryption and its result": {
      given: withInline(
        "Audit-RO",
        allow(["athena:StartQueryExecution", "kms:Decrypt", "kms:GenerateDataKey", "lakeformation:GetDataAccess"]),
        allow(["s3:PutObject", "s3:AbortMultipartUpload", "s3:GetObject"], RESULTS),
      ),
    },
    "a set that promises nothing": { given: [...withInline("Writer", allow("s3:*")), ...withManaged("Owner", "AdministratorAccess")] },
    "a denial of writing": { given: withInline("Audit-RO", { Effect: "Deny", Action: "s3:*", Resource: "*" }) },
    "a policy that is configured": { given: withManaged("Audit-RO", "Own"), config: { readOnlyPolicies: ["Own"] } },
    "a set of another suffix than configured": { given: withInline("Audit-RO", allow("s3:*")), config: { readOnlySets: ["*-Reader"] } },
    "a set that cannot be told": { given: [partOf("x", ssoadmin.managedPolicyAttachment, { managedPolicyArn: "Y" })] },
  },
  notes: {
    "a document that is not known yet": {
      given: withDocument("Audit-RO", UNKNOWN),
      says: [unknownNote("permission-set-read-only", "inlinePolicy of Audit-RO/inline")],
    },
    "a name that is not known yet": {
      given: [
        { ...permissionSet("A"), props: { name: UNKNOWN } },
        partOf(permissionSet("A"), ssoadmin.permissionSetInlinePolicy, { inlinePolicy: "{}" }),
      ],
      says: [unknownNote("permission-set-read-only", "name of A")],
    },
  },
  notApplicable: { "a stack without attachments": { given: [permissionSet("Audit-RO")] } },
});
