import { allow, managed, role, token, trust, user, type Lifecycle } from "./lifecycle";

/** Lifecycles of the iam types. */
export const iam: readonly Lifecycle[] = [
  {
    type: token("iam", "User"),
    inputs: { name: "bg-1", path: "/breakglass/", tags: { purpose: "emergency" } },
    change: { forceDestroy: true, tags: { purpose: "breakglass" } },
    changes: ["forceDestroy: UPDATE", "tags.purpose: UPDATE"],
    id: "bg-1",
    outputs: { arn: "arn:aws:iam::100000000001:user/breakglass/bg-1" },
  },
  {
    type: token("iam", "UserPolicy"),
    inputs: { name: "deny", policy: allow("iam:GetUser") },
    change: { policy: allow("iam:ListUsers") },
    changes: ["policy: UPDATE"],
    needs: async (plugin) => ({ user: await user(plugin) }),
  },
  {
    type: token("iam", "UserPolicyAttachment"),
    inputs: { policyArn: managed("AdministratorAccess") },
    replace: { policyArn: managed("ReadOnlyAccess") },
    id: /^user-\d+\/arn:aws:iam::aws:policy\/AdministratorAccess$/,
    needs: async (plugin) => ({ user: await user(plugin) }),
  },
  {
    type: token("iam", "UserLoginProfile"),
    inputs: { passwordResetRequired: true },
    replace: { passwordLength: 30 },
    unknowable: ["passwordLength"],
    needs: async (plugin) => ({ user: await user(plugin) }),
  },
  {
    type: token("iam", "AccessKey"),
    inputs: {},
    change: { status: "Inactive" },
    changes: ["status: UPDATE"],
    needs: async (plugin) => ({ user: await user(plugin) }),
  },
  {
    type: token("iam", "AccountPasswordPolicy"),
    inputs: { minimumPasswordLength: 14, passwordReusePrevention: 24, maxPasswordAge: 0, hardExpiry: false, requireSymbols: true },
    change: { minimumPasswordLength: 16, maxPasswordAge: 90, requireSymbols: false },
    changes: ["maxPasswordAge: UPDATE", "minimumPasswordLength: UPDATE", "requireSymbols: UPDATE"],
    id: "iam-account-password-policy",
  },
  {
    type: token("iam", "Policy"),
    inputs: { name: "limits", description: "d", policy: allow("s3:*"), tags: { a: "1" } },
    change: { policy: allow("s3:Get*"), tags: { a: "2" } },
    changes: ["policy: UPDATE", "tags.a: UPDATE"],
    replace: { description: "e" },
    id: "arn:aws:iam::100000000001:policy/limits",
  },
  {
    type: token("iam", "Role"),
    inputs: { name: "OIDC_Sentinel", assumeRolePolicy: trust("events.amazonaws.com"), tags: { a: "1" } },
    change: { assumeRolePolicy: trust("sns.amazonaws.com"), tags: {} },
    changes: ["assumeRolePolicy: UPDATE", "tags.a: DELETE"],
    replace: { name: "other" },
    id: "OIDC_Sentinel",
  },
  {
    type: token("iam", "RolePolicy"),
    inputs: { name: "put-events", policy: allow("events:PutEvents") },
    change: { policy: allow("events:*") },
    changes: ["policy: UPDATE"],
    id: /^role-\d+:put-events$/,
    needs: async (plugin) => ({ role: (await role(plugin)).id }),
  },
  {
    type: token("iam", "OpenIdConnectProvider"),
    inputs: {
      url: "https://sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
      clientIdLists: ["api://a"],
      thumbprintLists: ["626d44e704d1ceabe3bf0d53397464ac8080142c"],
    },
    change: { tags: { a: "1" } },
    changes: ["tags: ADD"],
    id: "arn:aws:iam::100000000001:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
    unknowable: ["url"],
  },
];
