// RESOURCES account assignments of 40 permission sets, beside one of everything that rules on the whole stack hang on.
const pulumi = require("@pulumi/pulumi");

const make = (type, name, props, opts = {}) =>
  new pulumi.CustomResource(
    type,
    name,
    { arn: undefined, clientId: undefined, ...props },
    { version: type.startsWith("aws:") ? "7.48.0" : "6.9.1", ...opts },
  );
const count = Number(process.env.RESOURCES ?? 5000);
const at = { instanceArn: "arn:aws:sso:::instance/ssoins-1111222233334444", region: "eu-west-1" };
const inlinePolicy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["s3:Get*", "s3:List*"], Resource: "arn:aws:s3:::lake/*" }],
});

if (count > 0) {
  for (const name of ["breakglass-1", "breakglass-2"]) make("aws:iam/user:User", name, { name }, { protect: true });
  const app = make(
    "azuread:index/application:Application",
    "app",
    { displayName: "AWS", templateId: "21ed01d2-ec13-4e9e-86c1-cd546719ebc4" },
    { protect: true },
  );
  make("azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy", "mfa", {
    displayName: "mfa",
    state: "enabled",
    conditions: { applications: { includedApplications: [app.clientId] }, clientAppTypes: ["all"], users: { includedUsers: ["All"] } },
    grantControls: { operator: "OR", builtInControls: ["mfa"] },
  });
}
const sets = Array.from({ length: Math.min(40, count) }, (_, index) => {
  const set = make("aws:ssoadmin/permissionSet:PermissionSet", `set-${index}`, { ...at, name: `Set-${index}`, sessionDuration: "PT8H" });
  make("aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", `set-${index}/inline`, {
    ...at,
    permissionSetArn: set.arn,
    inlinePolicy,
  });
  return set;
});
for (let index = 0; index < count - 84; index++) {
  make("aws:ssoadmin/accountAssignment:AccountAssignment", `assignment-${index}`, {
    ...at,
    permissionSetArn: sets[index % sets.length].arn,
    principalType: "GROUP",
    principalId: `group-${index % 100}`,
    targetType: "AWS_ACCOUNT",
    targetId: String(100000000000 + index),
  });
}
