import { instanceArn } from "../../../aws/cloud";
import { type Resource } from "../../shared/plugin-client";
import { type Plugin } from "../plugin";

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Props = Record<string, any>;

/** One type's lifecycle: made, read back unchanged, imported, changed, deleted. */
export interface Lifecycle {
  readonly type: string;
  readonly inputs: Props;
  /** Inputs of an update in place, merged into `inputs`. */
  readonly change?: Props;
  /** What that update must be reported as. */
  readonly changes?: string[];
  /** Inputs that replace, merged into `inputs`. */
  readonly replace?: Props;
  readonly id?: string | RegExp;
  readonly outputs?: Props;
  /** Import id where it is not the id; null where the official plugin cannot import. */
  readonly importId?: string | null;
  /** Inputs that no import can know. */
  readonly unknowable?: string[];
  /** Deleting it leaves the object, as officially. */
  readonly deletesNothing?: boolean;
  /** Makes what the type refers to; its answer is merged into `inputs`. */
  readonly needs?: (plugin: Plugin) => Promise<Props>;
}

export const token = (module: string, name: string): string => `aws:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
export const trust = (service: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }] });
export const allow = (action: string, resource = "*"): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: resource }] });
export const managed = (name: string): string => `arn:aws:iam::aws:policy/${name}`;

let counter = 0;
export const fresh = (prefix: string): string => `${prefix}-${++counter}`;

export async function make(plugin: Plugin, module: string, name: string, inputs: Props): Promise<Resource> {
  return plugin.client.create(token(module, name), fresh("made"), inputs);
}

export async function permissionSet(plugin: Plugin): Promise<Props> {
  const made = await make(plugin, "ssoadmin", "PermissionSet", { instanceArn, name: fresh("Set") });
  return { instanceArn, permissionSetArn: made.outputs["arn"] };
}

export async function user(plugin: Plugin): Promise<string> {
  return (await make(plugin, "iam", "User", { name: fresh("user") })).id;
}

export async function role(plugin: Plugin, service = "events.amazonaws.com"): Promise<Resource> {
  return make(plugin, "iam", "Role", { name: fresh("role"), assumeRolePolicy: trust(service) });
}

export async function bucket(plugin: Plugin): Promise<string> {
  return (await make(plugin, "s3", "Bucket", { bucket: fresh("bucket") })).id;
}
