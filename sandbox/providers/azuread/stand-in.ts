import { PartialFailure } from "../shared/failure";
import {
  type CheckCall,
  type Checked,
  type CreateCall,
  type Diff,
  type DiffCall,
  type Difference,
  type ReadCall,
  type ReadState,
  type StandIn,
  type State,
  type UpdateCall,
} from "../shared/stand-in";
import { hasUnknown, unknown } from "../shared/values";
import { checkedInputs, importedInputs, refreshedInputs } from "./inputs";
import { functions } from "./functions";
import { changeTest, differencesOf, isEmpty, isIgnored, plannedState, planOf, settled } from "./plan";
import { type Field, type Schema } from "./schema";
import { Session, type Settings } from "./session";
import { resourceTypes } from "./types";
import { type Cloud, type Plan, type ResourceType } from "./types/type";
import { object, type Props } from "./values";

/** The official plugin's read time-out in minutes. */
const readMinutes = 5;

function hasSecret(field: Field): boolean {
  return field.secret === true || Object.values(field.of ?? {}).some(hasSecret);
}

/** Names of required properties that are missing, nested ones by path. */
function missing(schema: Schema, props: Props, path = ""): string[] {
  return Object.entries(schema).flatMap(([name, field]) => {
    const value: unknown = props[name];
    if (value === undefined || value === null) return field.required === true ? [`${path}${name}`] : [];
    if (field.of === undefined) return [];
    if (!Array.isArray(value)) return object(value) === undefined ? [] : missing(field.of, object(value) ?? {}, `${path}${name}.`);
    return value.flatMap((item, at) =>
      object(item) === undefined ? [] : missing(field.of ?? {}, object(item) ?? {}, `${path}${name}[${at}].`),
    );
  });
}

/** The azuread plugin of the sandbox: the official plugin's behaviour over Graph, read from a table of types. */
export class AzureadStandIn implements StandIn {
  readonly name = "azuread";
  readonly version = "6.9.1";
  #session: Session | undefined;

  constructor(private readonly environment: NodeJS.ProcessEnv = process.env) {}

  async configure(config: Props): Promise<void> {
    const setting = (key: string, ...variables: string[]): string => {
      const value = [config[key] as unknown, ...variables.map((name) => this.environment[name])].find(
        (one) => one !== undefined && one !== "",
      );
      if (value === undefined) throw new Error(`azuread has no ${key}: set azuread:${key} or ${variables[0] ?? ""}.`);
      return String(value);
    };
    const settings: Settings = {
      metadataHost: setting("metadataHost", "ARM_METADATA_HOSTNAME", "ARM_METADATA_HOST"),
      tenantId: setting("tenantId", "ARM_TENANT_ID"),
      clientId: setting("clientId", "ARM_CLIENT_ID"),
      clientSecret: setting("clientSecret", "ARM_CLIENT_SECRET"),
    };
    this.#session = await Session.open(settings, this.environment);
  }

  check({ type, news }: CheckCall): Checked {
    const row = resourceTypes.get(type);
    if (row === undefined) return { inputs: news };
    const failures = missing(row.schema, news).map((property) => ({ property, reason: `Missing required property '${property}'` }));
    const reason = failures.length > 0 ? undefined : row.refuse?.(planOf(row.schema, news, {}));
    return { inputs: checkedInputs(row.schema, news), failures: reason === undefined ? failures : [{ property: "", reason }] };
  }

  diff({ type, olds, oldInputs, news, ignoreChanges }: DiffCall): Diff {
    const row = resourceTypes.get(type);
    if (row === undefined) return { differences: inputDifferences(oldInputs, news) };
    const planned = planOf(row.schema, news, olds);
    const consequences = row.consequences?.(changeTest(row.schema, olds, planned)) ?? [];
    return {
      differences: [
        ...differencesOf(row.schema, olds, planned).filter(({ path }) => !isIgnored(path, ignoreChanges)),
        // Computed, so beyond ignoreChanges: this is what keeps a gallery application's plan from ever being clean.
        ...consequences.map((path): Difference => ({ path, kind: "update", replaces: false })),
      ],
    };
  }

  previewCreate({ type, news }: CreateCall): Props {
    const row = resourceTypes.get(type);
    if (row === undefined) return news;
    const computed = Object.entries(row.schema).filter(([name, field]) => field.computed !== undefined && news[name] === undefined);
    return {
      ...outside(row.schema, news),
      ...planOf(row.schema, news, {}),
      ...Object.fromEntries(computed.map(([name]) => [name, unknown])),
    };
  }

  previewUpdate({ type, olds, news, ...call }: UpdateCall): Props {
    const row = resourceTypes.get(type);
    if (row === undefined) return { ...olds, ...news };
    const plan = this.#plan(row, news, olds, call.ignoreChanges);
    const consequences = row.consequences?.(plan.changed) ?? [];
    return {
      ...outside(row.schema, news),
      ...plannedState(row.schema, olds, plan.planned),
      ...Object.fromEntries(consequences.map((name) => [name, unknown])),
    };
  }

  async create({ type, news, timeoutSeconds, signal }: CreateCall): Promise<State> {
    const row = this.#row(type);
    refuseUnhandled(type, row.schema, news);
    const plan = this.#plan(row, news, {}, []);
    const cloud = this.#cloud(row.minutes.create, timeoutSeconds, signal);
    let made: string | undefined;
    try {
      const id = await row.create(cloud, plan, (id) => {
        made = id;
      });
      made = id;
      return { id, outputs: await this.#stateAfter(row, cloud, id, plan) };
    } catch (error) {
      if (made === undefined) throw error;
      throw new PartialFailure(made, error);
    }
  }

  async read({ type, id, olds, oldInputs, timeoutSeconds, signal }: ReadCall): Promise<ReadState | undefined> {
    const row = this.#row(type);
    const imports = Object.keys(olds).length === 0;
    if (imports && Object.keys(oldInputs).length === 0) this.#checkImportId(type, row, id);
    const outputs = await row.read(this.#cloud(readMinutes, timeoutSeconds, signal), id, imports ? oldInputs : olds);
    if (outputs === undefined) return undefined;
    const inputs =
      Object.keys(oldInputs).length === 0 ? importedInputs(row.schema, outputs) : refreshedInputs(row.schema, oldInputs, outputs);
    return { id, outputs, inputs };
  }

  async update({ type, id, olds, news, timeoutSeconds, signal, ignoreChanges }: UpdateCall): Promise<Props> {
    const row = this.#row(type);
    if (row.update === undefined) throw new Error(`${type} cannot be changed, only replaced.`);
    refuseUnhandled(type, row.schema, news);
    const plan = this.#plan(row, news, olds, ignoreChanges);
    const cloud = this.#cloud(row.minutes.update ?? row.minutes.create, timeoutSeconds, signal);
    try {
      await row.update(cloud, id, plan);
      return row.updateReadsNothing === true ? plannedState(row.schema, olds, plan.planned) : await this.#stateAfter(row, cloud, id, plan);
    } catch (error) {
      throw new PartialFailure(undefined, error);
    }
  }

  async delete({ type, id, olds, timeoutSeconds, signal }: ReadCall): Promise<void> {
    const row = this.#row(type);
    await row.delete(this.#cloud(row.minutes.delete, timeoutSeconds, signal), id, olds);
  }

  invoke(token: string, args: Props, signal: AbortSignal): Promise<Props> {
    const invoke = functions.get(token);
    if (invoke === undefined) {
      return Promise.reject(
        new Error(`The sandbox's azuread stand-in does not know the function ${token}; the official plugin does (--real azuread).`),
      );
    }
    return invoke(this.#cloud(readMinutes, 0, signal), args);
  }

  secretsOf(type: string): readonly string[] {
    const row = resourceTypes.get(type);
    return row === undefined ? [] : Object.keys(row.schema).filter((name) => hasSecret(row.schema[name] ?? {}));
  }

  #row(type: string): ResourceType {
    const row = resourceTypes.get(type);
    if (row === undefined) {
      throw new Error(
        `The sandbox's azuread stand-in previews ${type} but cannot create, read, change or delete it; the official plugin can (--real azuread).`,
      );
    }
    return row;
  }

  #cloud(officialMinutes: number, customSeconds: number, cancelled: AbortSignal): Cloud {
    if (this.#session === undefined) throw new Error("azuread was used before it was configured.");
    return { session: this.#session, graph: this.#session.graph(officialMinutes, customSeconds, cancelled) };
  }

  /** Plans; a path that the program ignores keeps the state's value, whatever the cloud had put there. */
  #plan({ schema }: ResourceType, news: Props, prior: Props, ignoreChanges: readonly string[]): Plan {
    const planned = planOf(schema, news, prior);
    for (const name of Object.keys(schema)) if (isIgnored(name, ignoreChanges)) planned[name] = prior[name];
    for (const path of ignoreChanges) keep(path.split("."), prior, planned);
    return { planned, prior, changed: changeTest(schema, prior, planned) };
  }

  async #stateAfter(row: ResourceType, cloud: Cloud, id: string, { planned }: Plan): Promise<Props> {
    const outputs = await row.read(cloud, id, planned);
    if (outputs === undefined) throw new Error(`${id} was made or changed, but Graph does not show it.`);
    return settled(row.schema, planned, outputs);
  }

  #checkImportId(type: string, { importId }: ResourceType, id: string): void {
    if (importId === undefined) throw new Error(`resource ${type} doesn't support import`);
    if (!importId.pattern.test(id)) throw new Error(`the id "${id}" is not of the form ${importId.form}, as ${type} wants it.`);
  }
}

/** What is declared and not in the schema: a preview shows it. */
function outside(schema: Schema, declared: Props): Props {
  return Object.fromEntries(Object.entries(declared).filter(([name]) => !name.startsWith("__") && !(name in schema)));
}

/** Paths of what is declared and not in the schema, such as `ip`. */
function unhandledIn(schema: Schema, declared: Props, path = ""): string[] {
  return Object.entries(declared).flatMap(([name, value]) => {
    if (name.startsWith("__") || isEmpty(value)) return [];
    const field = schema[name];
    if (field === undefined) return [`${path}${name}`];
    const { of } = field;
    const items = Array.isArray(value) ? value : [value];
    return of === undefined ? [] : items.flatMap((item) => unhandledIn(of, object(item) ?? {}, `${path}${name}.`));
  });
}

/** What cannot be carried out is told before anything is made. */
function refuseUnhandled(type: string, schema: Schema, declared: Props): void {
  const [unhandled] = unhandledIn(schema, declared);
  if (unhandled !== undefined)
    throw new Error(
      `The sandbox's azuread stand-in has no handler for the property ${unhandled} of ${type}; the official plugin has (--real azuread).`,
    );
}

/** Copies one nested value from the state into the plan, where both have its parents. */
function keep([name = "", ...rest]: readonly string[], prior: Props, planned: Props): void {
  const [before, after] = [object(prior[name]), object(planned[name])];
  if (rest.length === 0) {
    if (name in prior) planned[name] = prior[name] as unknown;
  } else if (before !== undefined && after !== undefined) keep(rest, before, after);
}

/** For types that are only previewed: inputs against inputs, at the top level. */
function inputDifferences(olds: Props, news: Props): Difference[] {
  return [...new Set([...Object.keys(olds), ...Object.keys(news)])]
    .filter((name) => hasUnknown(news[name]) || JSON.stringify(olds[name]) !== JSON.stringify(news[name]))
    .map((path) => ({ path, kind: !(path in olds) ? "add" : !(path in news) ? "delete" : "update", replaces: false }));
}
