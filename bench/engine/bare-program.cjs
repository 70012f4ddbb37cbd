// A federation as somebody writes it by hand: look-ups, then resources. Which resources, resources.json tells
// (bench/engine/bare.ts).
const pulumi = require("@pulumi/pulumi");
const { AccountAssignment } = require("@pulumi/aws/ssoadmin/accountAssignment");
const { version: aws } = require("@pulumi/aws/package.json");
const { version: azuread } = require("@pulumi/azuread/package.json");
const { groups, registered } = require("./resources.json");

const SECRET = "4dabf18193072939515e22adb298388d";

function inputsOf(value) {
  if (Array.isArray(value)) return value.map(inputsOf);
  if (value === null || typeof value !== "object") return value;
  if (value[SECRET] !== undefined) return pulumi.secret(JSON.parse(value.plaintext ?? "null"));
  const entries = Object.entries(value).filter(([key]) => key !== "__defaults");
  return Object.fromEntries(entries.map(([key, item]) => [key, inputsOf(item)]));
}

async function lookUp() {
  const at = { region: "eu-west-1" };
  const call = (token, args) => pulumi.runtime.invoke(token, args, { version: token.startsWith("aws:") ? aws : azuread });
  const [organization, instances] = await Promise.all([
    call("aws:organizations/getOrganization:getOrganization", {}),
    call("aws:ssoadmin/getInstances:getInstances", at),
    call("azuread:index/getGroups:getGroups", { displayNames: groups, ignoreMissing: true }),
  ]);
  const walk = async (parentId) => {
    const { children } = await call("aws:organizations/getOrganizationalUnits:getOrganizationalUnits", { parentId });
    const accounts = (id) =>
      call("aws:organizations/getOrganizationalUnitChildAccounts:getOrganizationalUnitChildAccounts", { parentId: id });
    await Promise.all(children.map(({ id }) => Promise.all([walk(id), accounts(id)])));
  };
  await walk(organization.roots[0].id);
  await call("aws:identitystore/getGroups:getGroups", { identityStoreId: instances.identityStoreIds[0], ...at });
}

module.exports = (async () => {
  await lookUp();
  const made = new Map();
  for (const { urn, type, custom, parent, inputs, protect, name, set } of registered) {
    const above = made.get(parent);
    const opts = { ...(above ? { parent: above } : {}), ...(protect ? { protect } : {}) };
    const props = inputsOf(inputs);
    if (set !== undefined) props.permissionSetArn = made.get(set).arn;
    if (type === "aws:ssoadmin/accountAssignment:AccountAssignment") {
      made.set(urn, new AccountAssignment(name, props, opts));
    } else if (custom) {
      const version = type.startsWith("aws:") ? aws : azuread;
      const known = type.endsWith(":PermissionSet") ? { arn: undefined, ...props } : props;
      made.set(urn, new pulumi.CustomResource(type, name, known, { ...opts, version, ignoreChanges: ["triggers"] }));
    } else {
      made.set(urn, new pulumi.ComponentResource(type, name, props, opts));
    }
  }
})();
