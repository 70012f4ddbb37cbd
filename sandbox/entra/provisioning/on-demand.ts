/**
 * Provisioning on demand: a few objects at once, outside the cycles. Whatever becomes of them, Graph answers 200; only
 * the steps in the body tell.
 *
 * @see https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand
 */
import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Directory } from "../directory";
import type { User } from "../entities";
import { invalid, notFound } from "../graph-error";
import { connected, credentialsError } from "./cycle";
import type { Job } from "./job";
import { record, type Outcome } from "./journal";
import { Provisioner } from "./provisioner";
import { scopeOf, type Scope } from "./scope";
import { valueOf, type Secret } from "./secrets";

/** Members of a group that one call provisions. */
export const MEMBERS_PER_CALL = 5;

const subject = z.looseObject({
  objectId: z.string(),
  objectTypeName: z.enum(["User", "user", "Group", "group", "Worker"]),
  links: z.looseObject({ members: z.array(z.looseObject({ objectId: z.string() })).nullish() }).nullish(),
});
const requestSchema = z.looseObject({
  parameters: z.array(z.looseObject({ ruleId: z.string(), subjects: z.array(subject).min(1) })).min(1),
});

type Subject = z.infer<typeof subject>;

interface Step {
  readonly name: string;
  readonly type: string;
  readonly status: "Success" | "Failure" | "Skipped";
  readonly description: string;
  readonly details: Readonly<Record<string, string>>;
}

/** Checks a request before anything is done, so that a bad one does not count. */
export function onDemandSubjects(directory: Directory, job: Job, body: unknown): Subject[] {
  const parsed = requestSchema.safeParse(body);
  if (!parsed.success) throw invalid(`Invalid value specified for property '${parsed.error.issues[0]?.path.join(".") ?? "parameters"}'.`);
  for (const { ruleId } of parsed.data.parameters) {
    if (!job.schema.synchronizationRules.some(({ id }) => id === ruleId))
      throw invalid(`The synchronization rule '${ruleId}' does not exist in the job's schema.`);
  }
  const subjects = parsed.data.parameters.flatMap((parameter) => parameter.subjects);
  const groups = subjects.filter(({ objectTypeName }) => /^group$/i.test(objectTypeName));
  if (subjects.length > MEMBERS_PER_CALL || (groups.length > 0 && subjects.length > 1)) {
    throw invalid(`Provisioning on demand takes one group, or at most ${MEMBERS_PER_CALL} users, a call.`);
  }
  for (const { objectId, objectTypeName, links } of subjects) {
    const found = /^group$/i.test(objectTypeName) ? directory.groups.find(objectId) : directory.users.find(objectId);
    if (found === undefined) throw notFound(objectId);
    if ((links?.members ?? []).length > MEMBERS_PER_CALL)
      throw invalid(`Provisioning on demand takes at most ${MEMBERS_PER_CALL} members of a group a call.`);
  }
  return subjects;
}

/** Provisions the subjects; gives back the value of Graph's answer, a JSON text with the steps of each. */
export async function provisionOnDemand(
  directory: Directory,
  job: Job,
  secrets: readonly Secret[],
  aws: string | undefined,
  subjects: readonly Subject[],
): Promise<string> {
  const cycleId = randomUUID();
  const scope = scopeOf(directory, job.servicePrincipalId, /^true$/i.test(valueOf(secrets, "SyncAll") ?? "false"));
  const results: object[] = [];
  try {
    const scim = await connected(secrets, aws);
    const provisioner = new Provisioner(job, scim, (outcome) => record(directory, job, cycleId, outcome));
    for (const wanted of subjects) results.push(await one(directory, job, scope, provisioner, cycleId, wanted));
  } catch (error) {
    const { code, message } = credentialsError(error);
    for (const subject of subjects.slice(results.length)) record(directory, job, cycleId, refused(directory, subject, code, message));
    results.push({ provisioningSteps: [step("EntryExport", "Export", "Failure", message, { ErrorCode: code })], modifiedProperties: [] });
  }
  return JSON.stringify(results);
}

async function one(
  directory: Directory,
  job: Job,
  scope: Scope,
  provisioner: Provisioner,
  cycleId: string,
  { objectId, objectTypeName, links }: Subject,
): Promise<object> {
  const isGroup = /^group$/i.test(objectTypeName);
  const kind = isGroup ? "Group" : "User";
  const found = isGroup ? directory.groups.get(objectId) : directory.users.get(objectId);
  const imported = step(
    "EntryImport",
    "Import",
    "Success",
    `Retrieved the ${kind.toLowerCase()} '${String(found.displayName)}' from Microsoft Entra ID.`,
    { objectId: found.id },
  );
  const inScope = isGroup ? scope.groups.get(found.id) : scope.users.get(found.id);
  if (inScope === undefined) return skipped(directory, job, cycleId, kind, found, imported);
  const scoped = step("EntrySynchronizationScoping", "Scoping", "Success", "The object is in scope.", {
    "Assigned to the application": "True",
  });
  const outcome = isGroup
    ? await group(
        scope,
        provisioner,
        found.id,
        links?.members?.map((member) => member.objectId),
      )
    : await provisioner.user(found as User);
  return { provisioningSteps: [imported, scoped, exported(outcome)], modifiedProperties: outcome?.modified ?? [] };
}

/** The group and the members named with it; its first five where none is named. Members are never removed on demand. */
async function group(
  scope: Scope,
  provisioner: Provisioner,
  id: string,
  named: readonly string[] | undefined,
): Promise<Outcome | undefined> {
  const entry = scope.groups.get(id);
  if (entry === undefined) return undefined;
  const members = (named === undefined ? entry.members : entry.members.filter((member) => named.includes(member.id))).slice(
    0,
    MEMBERS_PER_CALL,
  );
  for (const member of members) await provisioner.user(member);
  return provisioner.group(entry.group, members, false);
}

/** The log has the target's refusal as the failure of each object that was asked for. */
function refused(directory: Directory, { objectId, objectTypeName }: Subject, code: string, reason: string): Outcome {
  const isGroup = /^group$/i.test(objectTypeName);
  const found = isGroup ? directory.groups.get(objectId) : directory.users.get(objectId);
  const displayName = String(found.displayName);
  return { kind: isGroup ? "Group" : "User", sourceId: found.id, displayName, action: "other", status: "failure", code, reason };
}

function skipped(
  directory: Directory,
  job: Job,
  cycleId: string,
  kind: "User" | "Group",
  found: { id: string; displayName?: unknown },
  imported: Step,
): object {
  const reason = "The object is not assigned to the application, or the assignment is too new to be seen.";
  record(directory, job, cycleId, {
    kind,
    sourceId: found.id,
    displayName: String(found.displayName),
    action: "other",
    status: "skipped",
    code: "NotEffectivelyEntitled",
    reason,
  });
  const details = { "Assigned to the application": "False", SkipReason: "NotEffectivelyEntitled" };
  return {
    provisioningSteps: [imported, step("EntrySynchronizationScoping", "Scoping", "Skipped", reason, details)],
    modifiedProperties: [],
  };
}

function exported(outcome: Outcome | undefined): Step {
  if (outcome === undefined) return step("EntryExport", "Export", "Success", "The object is in the target system as it should be.", {});
  const name = {
    create: "EntryExportAdd",
    update: "EntryExportUpdate",
    delete: "EntryExportDelete",
    disable: "EntryExportUpdate",
    other: "EntryExport",
  }[outcome.action];
  const status = ({ success: "Success", failure: "Failure", skipped: "Skipped" } as const)[outcome.status];
  const description = outcome.reason ?? `The ${outcome.kind.toLowerCase()} '${outcome.displayName}' was provisioned (${outcome.action}).`;
  return step(name, "Export", status, description, { ...(outcome.code === undefined ? {} : { ErrorCode: outcome.code }) });
}

function step(
  name: string,
  type: string,
  status: Step["status"],
  description: string,
  details: Readonly<Record<string, string>>,
): Step & { timestamp: string } {
  return { name, type, status, description, details, timestamp: new Date().toISOString() };
}
