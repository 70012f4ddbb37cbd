// Registers what the file named by RESOURCES lists: { type, name, props, opts, component }. "${name.output}" in props
// refers to another resource.
const { readFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");

const VERSIONS = { aws: "7.48.0", azuread: "6.9.1" };
const made = new Map();

class Resource extends pulumi.CustomResource {
  constructor({ type, name, props, opts = {} }, outputs) {
    // An output is known to the program only if it is declared.
    const declared = Object.fromEntries(outputs.map((output) => [output, undefined]));
    const provider = opts.provider === undefined ? {} : { provider: made.get(opts.provider) };
    super(type, name, { ...declared, ...props }, { version: VERSIONS[type.split(":")[0]], ...opts, ...provider });
  }
}

class Provider extends pulumi.ProviderResource {
  constructor({ type, name, props }) {
    const pkg = type.split(":").at(-1);
    super(pkg, name, props, { version: VERSIONS[pkg] });
  }
}

class Component extends pulumi.ComponentResource {
  constructor({ type, name, props }) {
    super(type, name, props);
  }
}

function resolve(value) {
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, resolve(field)]));
  const [, name, output] = (typeof value === "string" && /^\$\{(.+)\.(\w+)\}$/.exec(value)) || [];
  return name === undefined ? value : made.get(name)[output];
}

for (const each of JSON.parse(readFileSync(process.env.RESOURCES, "utf8"))) {
  const described = { ...each, props: resolve(each.props ?? {}) };
  const provider = each.type.startsWith("pulumi:providers:");
  made.set(
    each.name,
    provider
      ? new Provider(described)
      : each.component
        ? new Component(described)
        : new Resource(described, ["arn", "clientId", "objectId"]),
  );
}
