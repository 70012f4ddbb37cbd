import { inWordsOf, isObject, same, type Equivalences } from "./compare";
import { differencesOf } from "./differences";
import { PartialFailure } from "./failure";
import { autoName, type AutoName } from "./names";
import type * as calls from "./stand-in";
import { unknown, type Props } from "./values";

/** What a handler works with. */
export interface Work extends calls.Operation {
  /** Resource id; "" on create. */
  readonly id: string;
  /** The program's inputs; on read and delete, those of the state. */
  readonly inputs: Props;
  /** Outputs in the state; empty on create and import. */
  readonly olds: Props;
  /** True when the top-level property differs from the state. */
  changed(property: string): boolean;
}

/** One row of a stand-in's table: the official plugin's behaviour for one resource type. */
export interface ResourceType extends Equivalences {
  /**
   * Inputs that this row carries out; what is carried out of an object by its path, such as `target.arn` (a list's
   * elements are at the list's path). A preview takes any other input; setting one fails the creation or update with a
   * clear error.
   */
  readonly inputs: readonly string[];
  /** Inputs whose change makes a new resource; "*" for all. */
  readonly replaceOn?: readonly string[] | "*";
  /** Outputs that only the cloud sets, or sets when the program is silent. */
  readonly computed?: readonly string[];
  /** Computed outputs that an update may change; the others stay known in an update's preview. */
  readonly volatile?: readonly string[];
  /** Values that the official plugin fills in when the program is silent. */
  readonly defaults?: Props;
  /** Outputs that are secret whatever the program says. */
  readonly secrets?: readonly string[];
  readonly autoName?: AutoName;
  /** The old object must be gone before the new one can be made. */
  readonly deleteBeforeReplace?: boolean;
  /** What the official plugin refuses while planning; one sentence, or undefined. */
  refuse?(inputs: Props): { readonly property: string; readonly reason: string } | undefined;
  /**
   * Makes the object. Throws {@link PartialFailure} when it exists although a later step failed. Outputs are for what
   * no read can tell later.
   */
  create(work: Work): Promise<string | { readonly id: string; readonly outputs: Props }>;
  /**
   * The object's properties; undefined when it is gone. A property that is there with the value undefined is absent in
   * the cloud; one that is left out cannot be read and keeps its value in the state.
   */
  read(work: Work): Promise<Props | undefined>;
  /** Changes the object; absent where every change replaces. */
  update?(work: Work): Promise<void>;
  /** Deletes the object. Deleting what is gone is no error. */
  delete(work: Work): Promise<void>;
}

/** A function that programs call: arguments to result. */
export type Invoke = (args: Props, signal: AbortSignal) => Promise<Props>;

/** Parts of a stand-in that is a table of types. */
export interface Table {
  readonly name: string;
  readonly version: string;
  configure(config: Props): Promise<void> | void;
  readonly types: Readonly<Record<string, ResourceType>>;
  readonly functions: Readonly<Record<string, Invoke>>;
}

/** A stand-in made of a table of types. Types that are not in the table can be previewed, and nothing else. */
export class TableStandIn implements calls.StandIn {
  readonly name: string;
  readonly version: string;

  constructor(readonly table: Table) {
    this.name = table.name;
    this.version = table.version;
  }

  configure(config: Props): Promise<void> | void {
    return this.table.configure(config);
  }

  secretsOf(type: string): readonly string[] {
    return this.table.types[type]?.secrets ?? [];
  }

  check({ type, name, olds, news, seed }: calls.CheckCall): calls.Checked {
    const row = this.table.types[type];
    if (row === undefined) return { inputs: news };
    const inputs = { ...news };
    const filledIn: string[] = [];
    const fill = (property: string, value: unknown): void => {
      if (inputs[property] !== undefined) return;
      inputs[property] = value;
      filledIn.push(property);
    };
    if (row.autoName !== undefined) {
      const property = row.autoName.property ?? "name";
      const earlier = asList(olds["__defaults"]).includes(property) ? (olds[property] as unknown) : undefined;
      // The official plugins' `name` and `namePrefix` exclude each other.
      if (inputs[`${property}Prefix`] === undefined) fill(property, earlier ?? autoName(name, seed, row.autoName));
    }
    for (const [property, value] of Object.entries(row.defaults ?? {})) fill(property, value);
    const refusal = row.refuse?.(inputs);
    return { inputs: { ...inputs, __defaults: filledIn }, failures: refusal === undefined ? [] : [refusal] };
  }

  diff({ type, olds, oldInputs, news, ignoreChanges }: calls.DiffCall): calls.Diff {
    const row = this.table.types[type];
    const ignored = new Set(ignoreChanges.map((path) => path.split(/[.[]/, 1)[0]));
    // A type without a row has no trustworthy outputs; its inputs are compared.
    const before = row === undefined ? oldInputs : { ...oldInputs, ...olds };
    const differences = [...new Set([...Object.keys(before), ...Object.keys(news)])]
      .filter((key) => !key.startsWith("__") && key !== "id" && !ignored.has(key))
      // What the program does not say is no difference where the cloud decides it, or a state of before holds it that
      // this row does not know.
      .filter((key) => news[key] !== undefined || row === undefined || isDeclared(row, key))
      .flatMap((key) =>
        differencesOf(before[key], news[key], rootStep(key), key, row ?? {}).map((found) => ({ ...found, replaces: replaces(row, key) })),
      );
    return { differences, deleteBeforeReplace: row?.deleteBeforeReplace ?? false };
  }

  previewCreate({ type, news }: calls.CreateCall): Props {
    const computed = (this.table.types[type]?.computed ?? []).filter((name) => news[name] === undefined);
    return { ...public_(news), ...Object.fromEntries(computed.map((name) => [name, unknown])) };
  }

  previewUpdate({ type, olds, news }: calls.UpdateCall): Props {
    const row = this.table.types[type];
    const kept = (row?.computed ?? []).filter((name) => news[name] === undefined && olds[name] !== undefined);
    const known = (name: string): unknown => (row?.volatile?.includes(name) ? unknown : (olds[name] as unknown));
    return { ...public_(news), ...Object.fromEntries(kept.map((name) => [name, known(name)])) };
  }

  async create(call: calls.CreateCall): Promise<calls.State> {
    const row = this.#row(call.type, "create");
    this.#refuseUnhandled(row, call);
    const work = workOn(row, { ...call, id: "", olds: {}, oldInputs: {} }, call.news);
    const made = await row.create(work);
    const { id, outputs } = typeof made === "string" ? { id: made, outputs: {} } : made;
    try {
      return { id, outputs: await this.#outputs(row, { ...work, id }, { ...call.news, ...outputs }) };
    } catch (error) {
      throw new PartialFailure(id, error, outputs);
    }
  }

  async read(call: calls.ReadCall): Promise<calls.ReadState | undefined> {
    const row = this.#row(call.type, "read");
    const found = await row.read(workOn(row, call, call.oldInputs));
    if (found === undefined) return undefined;
    const imported = Object.keys(call.olds).length === 0 && Object.keys(call.oldInputs).length === 0;
    const outputs = merged(row, public_({ ...call.oldInputs, ...call.olds }), found);
    return { id: call.id, outputs, inputs: imported ? importedInputs(row, outputs) : refreshedInputs(row, call.oldInputs, outputs) };
  }

  async update(call: calls.UpdateCall): Promise<Props> {
    const row = this.#row(call.type, "update");
    if (row.update === undefined) throw new Error(`The sandbox has no update for ${call.type}: every change replaces it.`);
    this.#refuseUnhandled(row, call);
    const work = workOn(row, call, call.news);
    await row.update(work);
    const kept = Object.fromEntries((row.computed ?? []).map((name) => [name, call.olds[name] as unknown]));
    return this.#outputs(row, work, { ...kept, ...call.news });
  }

  async delete(call: calls.ReadCall): Promise<void> {
    const row = this.#row(call.type, "delete");
    await row.delete(workOn(row, call, call.oldInputs));
  }

  async invoke(token: string, args: Props, signal: AbortSignal): Promise<Props> {
    const invoke = this.table.functions[token];
    if (invoke === undefined) throw new Error(`The sandbox's ${this.name} plugin has no handler for the function ${token}.`);
    return invoke(args, signal);
  }

  #refuseUnhandled(row: ResourceType, { type, news }: calls.CreateCall): void {
    const unhandled = firstUnhandled(row, public_(news));
    if (unhandled !== undefined)
      throw new Error(`The sandbox's ${this.name} plugin has no handler for the property ${unhandled} of ${type}.`);
  }

  async #outputs(row: ResourceType, work: Work, wanted: Props): Promise<Props> {
    const found = await row.read(work);
    if (found === undefined) throw new Error(`${work.type} ${work.id} is not there any more right after it was made or changed.`);
    return merged(row, public_(wanted), found);
  }

  #row(type: string, verb: string): ResourceType {
    const row = this.table.types[type];
    if (row === undefined) {
      throw new Error(
        `The sandbox's ${this.name} plugin has no handler for the resource type ${type}: it can preview it but not ${verb} it.`,
      );
    }
    return row;
  }
}

function workOn(row: ResourceType, call: calls.ReadCall, inputs: Props): Work {
  return { ...call, inputs: public_(inputs), changed: (property) => !same(call.olds[property], inputs[property], property, row) };
}

/** What was found, in the words of what was wanted; what cannot be read keeps its value. */
function merged(row: ResourceType, wanted: Props, found: Props): Props {
  const outputs = Object.entries(found).map(([key, value]) => [key, inWordsOf(wanted[key], value, key, row)] as const);
  return defined({ ...wanted, ...Object.fromEntries(outputs) });
}

function refreshedInputs(row: ResourceType, oldInputs: Props, outputs: Props): Props {
  const inputs = Object.keys(oldInputs).map((key) => {
    const value = key.startsWith("__") ? (oldInputs[key] as unknown) : inWordsOf(oldInputs[key], outputs[key], key, row);
    return [key, value] as const;
  });
  return defined(Object.fromEntries(inputs));
}

function importedInputs(row: ResourceType, outputs: Props): Props {
  const computed = new Set(row.computed);
  const inputs = Object.entries(outputs).filter(([key, value]) => !computed.has(key) && !same(value, undefined, key, row));
  return { ...row.defaults, ...Object.fromEntries(inputs), __defaults: [] };
}

function replaces(row: ResourceType | undefined, key: string): boolean {
  return row?.replaceOn === "*" || (row?.replaceOn?.includes(key) ?? false);
}

/** True for an input that is as the program says, and absent where that says nothing. */
function isDeclared(row: ResourceType, key: string): boolean {
  return row.computed?.includes(key) !== true && row.inputs.some((input) => input.split(".", 1)[0] === key);
}

/** Path of the first value that the row does not carry out. */
function firstUnhandled(row: ResourceType, value: unknown, path = ""): string | undefined {
  if (same(value, undefined, path, row) || row.inputs.includes(path)) return undefined;
  if (Array.isArray(value)) return firstOf(value.map((item) => firstUnhandled(row, item, path)));
  if (path !== "" && !row.inputs.some((input) => input.startsWith(`${path}.`))) return path;
  if (!isObject(value)) return undefined;
  return firstOf(Object.entries(value).map(([key, item]) => firstUnhandled(row, item, path === "" ? key : `${path}.${key}`)));
}

function firstOf<T>(found: readonly (T | undefined)[]): T | undefined {
  return found.find((one) => one !== undefined);
}

function public_(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([key]) => !key.startsWith("__")));
}

function defined(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function rootStep(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : `[${JSON.stringify(key)}]`;
}
