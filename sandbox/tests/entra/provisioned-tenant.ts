/**
 * A tenant with an instance of the Identity Center app, its provisioning, and a SCIM target that stands for the local
 * AWS.
 */
import assert from "node:assert/strict";
import type { ServerOptions } from "../../entra/server";
import { Client, USER_ROLE, type Answer } from "./client";
import { ScimTarget } from "./scim-target";

export const RULE = "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8";
export const BASE = "https://scim.eu-west-1.amazonaws.com/0a1b2c3d/scim/v2/";
export const INVALID = "SystemForCrossDomainIdentityManagementInvalidCredentials";

/** One entry of the provisioning log, in short. */
interface Entry {
  readonly status: string;
  readonly name: string;
  readonly action: string;
  readonly code: string | undefined;
}

export class ProvisionedTenant {
  client!: Client;
  target!: ScimTarget;
  principal!: { id: string };
  application!: { id: string };

  /** Cycles run only when a test asks for one, unless it says otherwise; assignments are visible at once. */
  async start(options: Partial<ServerOptions> = {}): Promise<void> {
    this.target = await ScimTarget.start();
    const settings = { assignmentDelaySeconds: 0, startDelaySeconds: 3600, cycleIntervalSeconds: 3600 };
    this.client = await Client.start({ aws: this.target.url, settings, ...options });
    ({ servicePrincipal: this.principal, application: this.application } = await this.client.instance());
  }

  async stop(): Promise<void> {
    await this.client.stop();
    await this.target.stop();
  }

  /** Where the service principal's synchronization is. */
  get path(): string {
    return `/v1.0/servicePrincipals/${this.principal.id}/synchronization`;
  }

  credentials(token = "right-token", more: object[] = []): Promise<unknown> {
    const value = [{ key: "BaseAddress", value: BASE }, { key: "SecretToken", value: token }, { key: "SyncAll", value: "false" }, ...more];
    return this.client.ok("PUT", `${this.path}/secrets`, { value });
  }

  settings(patch: object): Promise<unknown> {
    return this.client.ok("PATCH", "/_sandbox/settings", patch, 200);
  }

  cycle(): Promise<Answer["body"]> {
    return this.client.ok("POST", "/_sandbox/cycle", undefined, 200);
  }

  /** Assigns a user or group; gives back the assignment's id. */
  async assign(principalId: string): Promise<string> {
    const assignment = { appRoleId: USER_ROLE, principalId, resourceId: this.principal.id };
    return (await this.client.ok("POST", `/v1.0/servicePrincipals/${this.principal.id}/appRoleAssignedTo`, assignment)).id;
  }

  async assignGroup(name: string): Promise<string> {
    return this.assign(await this.client.groupId(name));
  }

  /** Makes and starts the job; gives back its id. */
  async job(): Promise<string> {
    const { id } = await this.client.ok("POST", `${this.path}/jobs`, { templateId: "aWSSingleSignon" });
    await this.client.ok("POST", `${this.path}/jobs/${id}/start`, undefined, 204);
    return id;
  }

  read(id: string): Promise<Answer["body"]> {
    return this.client.get(`${this.path}/jobs/${id}`);
  }

  async until(what: string, holds: () => boolean): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      if (holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.fail(`never came: ${what}`);
  }

  /** The provisioning log, newest first. */
  async log(): Promise<Entry[]> {
    return (await this.client.get("/v1.0/auditLogs/provisioning")).value.map((entry: Answer["body"]) => ({
      status: entry.provisioningStatusInfo.status,
      name: entry.sourceIdentity.displayName,
      action: entry.provisioningAction,
      code: entry.provisioningStatusInfo.errorInformation?.errorCode,
    }));
  }
}
