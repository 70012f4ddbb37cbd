import type { Cloud } from "./cloud";

/** Speaks SCIM to the local AWS as Entra's provisioning job would. */
export class ScimClient {
  constructor(
    private readonly base: string,
    private readonly token: string,
  ) {}

  static async enable(cloud: Cloud): Promise<ScimClient> {
    const { scimEndpoint, token } = (await cloud.control("POST", "console/enable-provisioning")) as { scimEndpoint: string; token: string };
    return new ScimClient(cloud.endpoint + new URL(scimEndpoint).pathname, token);
  }

  withToken(token: string): ScimClient {
    return new ScimClient(this.base, token);
  }

  async call(method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
    const answer = await fetch(this.base + path, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, "Content-Type": "application/scim+json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>) };
  }

  async create(kind: "Users" | "Groups", body: object): Promise<string> {
    const { status, body: created } = await this.call("POST", kind, body);
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(created)}`);
    return created["id"] as string;
  }
}

/** A user as Entra sends one. */
export const person = (userName: string, more: object = {}): object => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
  userName,
  externalId: `external-${userName}`,
  displayName: `Display ${userName}`,
  name: { givenName: "Given", familyName: "Family" },
  emails: [{ value: userName, type: "work", primary: true }],
  active: true,
  ...more,
});
