import type { Described } from "./engine";

const PROJECT = "urn:pulumi:test::policy-e2e";
const at = { created: "2026-01-01T00:00:00Z", modified: "2026-01-01T00:00:00Z" };
const urnOf = (type: string, name: string): string => `${PROJECT}::${type}::${name}`;

const VERSIONS: Readonly<Record<string, string>> = { aws: "7.48.0", azuread: "6.9.1" };

/** As the engine names the provider of resources that name none. */
const defaultProvider = (pkg: string): string => `default_${(VERSIONS[pkg] ?? "").replaceAll(".", "_")}`;

/** What the cloud would have answered for a resource. */
function computed({ type, name }: Described): Record<string, string> {
  if (type.startsWith("pulumi:providers:")) return {};
  return { id: name, arn: `arn:aws:made:::${name}`, clientId: `client-${name}`, objectId: `object-${name}` };
}

/** State as `pulumi stack export` writes it, of a stack in which these resources were made. */
export function exportedState(resources: readonly Described[]): object {
  const byName = new Map(resources.map((each) => [each.name, each]));
  const stack = { urn: urnOf("pulumi:pulumi:Stack", "policy-e2e-test"), custom: false, type: "pulumi:pulumi:Stack", ...at };
  const defaults = Object.entries(VERSIONS).map(([pkg, version]) => {
    const type = `pulumi:providers:${pkg}`;
    const props = { version, ...(pkg === "aws" ? { region: "eu-west-1" } : {}) };
    return { urn: urnOf(type, defaultProvider(pkg)), custom: true, id: `default-${pkg}`, type, inputs: props, outputs: props, ...at };
  });
  return {
    version: 3,
    deployment: {
      manifest: { time: at.created, magic: "", version: "" },
      resources: [stack, ...defaults, ...resources.map((each) => stateOf(each, byName))],
    },
  };
}

function stateOf(described: Described, byName: ReadonlyMap<string, Described>): object {
  const { type, name, props = {}, opts = {}, component = false } = described;
  const dependencies: Record<string, readonly string[]> = {};
  const inputs = Object.fromEntries(
    Object.entries(props).map(([property, value]) => {
      const on = new Set<string>();
      const resolved = resolve(value, byName, on);
      dependencies[property] = [...on];
      return [property, resolved];
    }),
  );
  const base = { urn: urnOf(type, name), custom: !component, type, inputs, ...at };
  if (component) return { ...base, outputs: {} };
  const provider = byName.get(String(opts["provider"]));
  const pkg = type.split(":")[0] ?? "";
  const owner =
    provider === undefined
      ? `${urnOf(`pulumi:providers:${pkg}`, defaultProvider(pkg))}::default-${pkg}`
      : `${urnOf(provider.type, provider.name)}::${provider.name}`;
  return {
    ...base,
    id: name,
    outputs: { ...computed(described), ...inputs },
    ...(type.startsWith("pulumi:providers:") ? {} : { provider: owner }),
    dependencies: [...new Set(Object.values(dependencies).flat())],
    propertyDependencies: dependencies,
    protect: opts["protect"] === true,
    ignoreChanges: opts["ignoreChanges"] ?? [],
  };
}

/** Values with the outputs that they refer to in their place, as the test program resolves them. */
function resolve(value: unknown, byName: ReadonlyMap<string, Described>, on: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((each) => resolve(each, byName, on));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, resolve(field, byName, on)]));
  const [, name = "", output = ""] = (typeof value === "string" && /^\$\{(.+)\.(\w+)\}$/.exec(value)) || [];
  const target = byName.get(name);
  if (target === undefined) return value;
  on.add(urnOf(target.type, target.name));
  return computed(target)[output] ?? target.props?.[output];
}
