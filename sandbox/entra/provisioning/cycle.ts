import { randomUUID } from "node:crypto";
import type { Directory } from "../directory";
import type { Job } from "./job";
import { record } from "./journal";
import { Provisioner } from "./provisioner";
import { ScimClient, ScimError } from "./scim-client";
import { scopeOf } from "./scope";
import { valueOf, type Secret } from "./secrets";

/** A reason for quarantine, in the provisioning service's words. */
export class CredentialsError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const INVALID = "SystemForCrossDomainIdentityManagementInvalidCredentials";
const UNAVAILABLE = "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable";

/**
 * Connects to the target and tries the credentials as the portal's "Test connection" does: by asking for a user that
 * cannot exist.
 *
 * @param aws base URL of the local AWS
 * @throws CredentialsError when they are missing or refused, or when the target cannot be asked
 */
export async function connected(secrets: readonly Secret[], aws: string | undefined): Promise<ScimClient> {
  const [baseAddress, token] = [valueOf(secrets, "BaseAddress"), valueOf(secrets, "SecretToken")];
  if (baseAddress === undefined || token === undefined) {
    throw new CredentialsError(
      INVALID,
      `The credentials are missing: ${baseAddress === undefined ? "BaseAddress" : "SecretToken"} has not been set.`,
    );
  }
  const scim = new ScimClient(baseAddress, token, aws);
  try {
    await scim.find("Users", "userName", randomUUID());
  } catch (error) {
    throw credentialsError(error);
  }
  return scim;
}

/** What a failed call says about the credentials. */
export function credentialsError(error: unknown): CredentialsError {
  if (error instanceof CredentialsError) return error;
  const status = error instanceof ScimError ? error.status : 0;
  const message = error instanceof Error ? error.message : String(error);
  if (status === 401 || status === 403)
    return new CredentialsError(INVALID, `The target refused the credentials (HTTP ${status}): the SecretToken is wrong or has expired.`);
  return new CredentialsError(UNAVAILABLE, message);
}

/**
 * One provisioning cycle: users, then groups with members, then whatever is no longer in scope. Ends in quarantine when
 * the target refuses.
 */
export async function runCycle(directory: Directory, job: Job, secrets: readonly Secret[], aws: string | undefined): Promise<void> {
  const timeBegan = directory.clock.now().toISOString();
  const cycleId = randomUUID();
  let provisioner: Provisioner | undefined;
  let failure: CredentialsError | undefined;
  try {
    const scim = await connected(secrets, aws);
    provisioner = new Provisioner(job, scim, (outcome) => record(directory, job, cycleId, outcome));
    await bringIn(directory, job, secrets, provisioner);
  } catch (error) {
    failure = credentialsError(error);
  }
  const countExported = provisioner?.exported ?? 0;
  const timeEnded = directory.clock.now().toISOString();
  job.lastExecution = {
    activityIdentifier: cycleId,
    state: failure === undefined ? "Succeeded" : "Failed",
    timeBegan,
    timeEnded,
    countExported,
  };
  if (failure !== undefined) {
    const { code, message } = failure;
    job.quarantine = { since: job.quarantine?.since ?? timeEnded, code, message, attempts: (job.quarantine?.attempts ?? 0) + 1 };
    return;
  }
  job.quarantine = undefined;
  job.lastSuccess = job.lastExecution;
  if (countExported > 0) job.lastSuccessWithExports = job.lastExecution;
  job.steadyStateSince ??= timeEnded;
}

async function bringIn(directory: Directory, job: Job, secrets: readonly Secret[], provisioner: Provisioner): Promise<void> {
  const scope = scopeOf(directory, job.servicePrincipalId, /^true$/i.test(valueOf(secrets, "SyncAll") ?? "false"));
  for (const user of scope.users.values()) await provisioner.user(user);
  for (const { group, members } of scope.groups.values()) await provisioner.group(group, members);
  if (/^true$/i.test(valueOf(secrets, "SkipOutOfScopeDeletions") ?? "false")) return;
  // Only what this job provisioned or took over: the target's other objects are nobody's business here.
  for (const id of [...job.groups.keys()].filter((key) => !scope.groups.has(key))) {
    await provisioner.retireGroup(id, directory.groups.find(id)?.displayName ?? id);
  }
  for (const id of [...job.users.keys()].filter((key) => !scope.users.has(key))) {
    const known = directory.users.find(id) ?? directory.deleted.get(id.toLowerCase())?.object;
    await provisioner.retireUser(id, String(known?.displayName ?? id), known === undefined);
  }
}
