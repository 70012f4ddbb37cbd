/**
 * The settings with which an archetype would be what is live, read from its policy. They are a guess until the policy
 * that they build is held against the live one. Pure.
 */
import { ARCHETYPES, definePermissionSet, type ArchetypeName } from "../archetypes";
import type { PermissionSetDefinition } from "../model";
import type { Partition } from "../../contract/partition";
import { dataEngineerSchema } from "../archetypes/data-engineer";

/** What the settings say of an archetype beside its overrides, such as `buckets`. */
export type ArchetypeSettings = Readonly<Record<string, unknown>>;

/**
 * Settings for which the archetype's policy may be the live one; undefined where the policy names nothing of the kind.
 */
export function archetypeSettings(name: ArchetypeName, inlinePolicy: unknown, partition: Partition): ArchetypeSettings | undefined {
  const read = READERS[name];
  if (read === undefined) return {};
  const settings = read(new Resources(inlinePolicy, partition));
  return ARCHETYPES[name].schema.safeParse(settings).success ? settings : undefined;
}

/** The archetype with these settings, as the program would register it. */
export function archetypeWith(name: ArchetypeName, settings: ArchetypeSettings, partition: Partition): PermissionSetDefinition {
  return definePermissionSet(name, ARCHETYPES[name].schema.parse(settings), partition);
}

const READERS: Readonly<Partial<Record<ArchetypeName, (resources: Resources) => ArchetypeSettings>>> = {
  "Data-Engineer-RW": (resources) => ({
    buckets: resources.after("s3:::", "s3:ListBucket"),
    ...unless(resources.after("iam::*:role/", "iam:PassRole"), [], (jobRoles) => ({ jobRoles })),
    ...unless(resources.of("kms:GenerateDataKey"), [], (kmsKeys) => ({ kmsKeys })),
    ...unless(
      resources.after("logs:*:*:log-group:", "logs:GetLogEvents").map((group) => group.replace(/:\*$/, "")),
      [...dataEngineerSchema.parse({ buckets: ["any-bucket"] }).logGroups].sort(),
      (logGroups) => ({ logGroups }),
    ),
  }),
  "Data-Analyst-RO": (resources) => {
    const [results = ""] = resources.after("s3:::", "s3:PutObject");
    const [, resultBucket, resultPrefix = ""] = /^([^/]*)\/(.*)\*$/.exec(results) ?? [];
    const [workgroup = "primary"] = resources.after("athena:*:*:workgroup/", "athena:StartQueryExecution");
    const resultKeys = resources.of("kms:GenerateDataKey");
    return {
      buckets: resources.after("s3:::", "s3:GetObject", "s3:PutObject").map((bucket) => bucket.replace(/\/\*$/, "")),
      resultBucket,
      ...(resultPrefix === "" ? {} : { resultPrefix }),
      ...(workgroup === "primary" ? {} : { workgroup }),
      ...unless(resources.of("kms:Decrypt", "kms:GenerateDataKey"), [], (kmsKeys) => ({ kmsKeys })),
      ...(resultKeys.length === 0 ? {} : { resultKmsKey: resultKeys[0] }),
    };
  },
};

function unless(
  found: readonly string[],
  usual: readonly string[],
  write: (found: readonly string[]) => ArchetypeSettings,
): ArchetypeSettings {
  return found.join("\n") === usual.join("\n") ? {} : write(found);
}

/** Resources of a policy by the actions that it allows on them. */
class Resources {
  private readonly statements: readonly { readonly actions: readonly string[]; readonly resources: readonly string[] }[];

  constructor(
    inlinePolicy: unknown,
    private readonly partition: Partition,
  ) {
    const { Statement } = (inlinePolicy ?? {}) as { Statement?: unknown };
    this.statements = listOf(Statement).map((statement) => {
      const { Action, Resource } = (statement ?? {}) as { Action?: unknown; Resource?: unknown };
      return { actions: textsOf(Action).map((action) => action.toLowerCase()), resources: textsOf(Resource) };
    });
  }

  /** Of the statements with one action and without the other; sorted, each once. */
  of(action: string, without = ""): string[] {
    const has = (actions: readonly string[], wanted: string): boolean => actions.includes(wanted.toLowerCase());
    const found = this.statements.filter(({ actions }) => has(actions, action) && !has(actions, without));
    return [...new Set(found.flatMap(({ resources }) => resources))].sort();
  }

  /** The same without the ARN's beginning; those that begin otherwise stay whole, and no setting takes them. */
  after(beginning: string, action: string, without?: string): string[] {
    const prefix = `arn:${this.partition}:${beginning}`;
    return this.of(action, without).map((arn) => (arn.startsWith(prefix) ? arn.slice(prefix.length) : arn));
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function textsOf(value: unknown): string[] {
  return listOf(value).filter((item) => typeof item === "string");
}
