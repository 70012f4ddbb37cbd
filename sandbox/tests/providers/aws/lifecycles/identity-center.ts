import { instanceArn } from "../../../aws/cloud";
import { allow, managed, permissionSet, token, type Lifecycle } from "./lifecycle";

/** Lifecycles of the identity-center types. */
export const identityCenter: readonly Lifecycle[] = [
  {
    type: token("ssoadmin", "PermissionSet"),
    inputs: { instanceArn, name: "Reader", description: "Reads", sessionDuration: "PT8H", tags: { env: "prod", team: "a" } },
    change: { description: "Reads all", sessionDuration: "PT4H", relayState: "https://console.aws.amazon.com/", tags: { env: "dev" } },
    changes: ["description: UPDATE", "relayState: ADD", "sessionDuration: UPDATE", "tags.env: UPDATE", "tags.team: DELETE"],
    replace: { name: "Other" },
    id: /^arn:aws:sso:::permissionSet\/ssoins-1111222233334444\/ps-[0-9a-z]{16},arn:aws:sso:::instance\/ssoins-1111222233334444$/,
    outputs: { region: "eu-west-1", tagsAll: { env: "prod", team: "a" } },
  },
  {
    type: token("ssoadmin", "ManagedPolicyAttachment"),
    inputs: { managedPolicyArn: managed("ReadOnlyAccess") },
    outputs: { managedPolicyName: "ReadOnlyAccess" },
    replace: { managedPolicyArn: managed("SecurityAudit") },
    id: /^arn:aws:iam::aws:policy\/ReadOnlyAccess,arn:aws:sso:::permissionSet.*,arn:aws:sso:::instance/,
    needs: permissionSet,
  },
  {
    type: token("ssoadmin", "ManagedPolicyAttachmentsExclusive"),
    inputs: { managedPolicyArns: [managed("SecurityAudit"), managed("ReadOnlyAccess")] },
    change: { managedPolicyArns: [managed("ReadOnlyAccess"), managed("PowerUserAccess")] },
    changes: ["managedPolicyArns[0]: DELETE", "managedPolicyArns[1]: ADD"],
    id: /^arn:aws:sso:::instance\/[^,]*,arn:aws:sso:::permissionSet/,
    deletesNothing: true,
    needs: permissionSet,
  },
  {
    type: token("ssoadmin", "CustomerManagedPolicyAttachmentsExclusive"),
    inputs: { customerManagedPolicyReferences: [{ name: "B" }, { name: "A", path: "/team/" }] },
    change: { customerManagedPolicyReferences: [{ name: "B" }] },
    changes: ["customerManagedPolicyReferences[1]: DELETE"],
    deletesNothing: true,
    needs: permissionSet,
  },
  {
    type: token("ssoadmin", "PermissionSetInlinePolicy"),
    inputs: { inlinePolicy: allow("s3:GetObject") },
    change: { inlinePolicy: allow("s3:PutObject") },
    changes: ["inlinePolicy: UPDATE"],
    id: /^arn:aws:sso:::permissionSet.*,arn:aws:sso:::instance/,
    needs: permissionSet,
  },
  {
    type: token("ssoadmin", "PermissionsBoundaryAttachment"),
    inputs: { permissionsBoundary: { customerManagedPolicyReference: { name: "Limit" } } },
    replace: { permissionsBoundary: { managedPolicyArn: managed("PowerUserAccess") } },
    id: /^arn:aws:sso:::permissionSet.*,arn:aws:sso:::instance/,
    needs: permissionSet,
  },
  {
    type: token("ssoadmin", "InstanceAccessControlAttributes"),
    inputs: {
      instanceArn,
      attributes: [
        { key: "department", values: [{ sources: ["${path:enterprise.department}"] }] },
        { key: "costCenter", values: [{ sources: ["${path:enterprise.costCenter}"] }] },
      ],
    },
    change: { attributes: [{ key: "department", values: [{ sources: ["${path:title}"] }] }] },
    changes: ["attributes[0]: UPDATE", "attributes[1]: DELETE"],
    id: instanceArn,
    outputs: { status: "ENABLED" },
  },
];
