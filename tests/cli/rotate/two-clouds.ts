/**
 * The local Entra and the local AWS, federated: an application with one certificate that signs, and a person who can
 * sign in.
 */
import assert from "node:assert/strict";
import { problemSentence } from "../../../access/problems";
import { parseSettings, type Settings } from "../../../access/settings";
import { certificateName } from "../../../contract/gallery-app";
import { yearsAfter, dayOf } from "../../../contract/clock";
import { historyIn } from "../../../cli/rotate/history";
import type { CertificateClouds } from "../../../cli/rotate/certificate";
import { signingCertificates, pem, type SigningCertificate } from "../../../cli/saml/certificates";
import { rightSettings, type Raw } from "../../access/fixtures";
import { type Cloud, startCloud } from "../../../sandbox/tests/aws/cloud";
import { person, ScimClient } from "../../../sandbox/tests/aws/scim-client";
import { Client, TENANT } from "../../../sandbox/tests/entra/client";
import { LocalGraph } from "./local-entra";

export const APP = "AWS IAM Identity Center";
export const ADA = "ada@example.com";

/** A slot that ends some days before the three years that Entra allows. */
export function slot(name: string, daysEarlier: number): { slot: string; endDate: string } {
  const latest = Date.parse(`${yearsAfter(dayOf(new Date()), 3)}T00:00:00Z`);
  return { slot: name, endDate: new Date(latest - daysEarlier * 86_400_000).toISOString().replace(".000Z", "Z") };
}

export class TwoClouds {
  graph!: LocalGraph;
  aws!: Cloud;
  principalId!: string;
  scimEndpoint!: string;
  firstToken!: string;
  private appId!: string;

  /** The processes, once for all tests of a file. */
  async start(): Promise<void> {
    this.aws = await startCloud();
    const client = await Client.start({
      aws: this.aws.endpoint,
      settings: { startDelaySeconds: 3600, cycleIntervalSeconds: 3600, assignmentDelaySeconds: 0 },
    });
    this.graph = new LocalGraph(client);
    process.env["AWS_ENDPOINT_URL"] = this.aws.endpoint;
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" });
    const { scimEndpoint, token } = await this.generateToken();
    this.scimEndpoint = scimEndpoint;
    this.firstToken = token;
    await new ScimClient(this.aws.endpoint + new URL(scimEndpoint).pathname, token).create("Users", person(ADA));
    const { application, servicePrincipal } = await client.instance(APP);
    [this.appId, this.principalId] = [application.appId as string, servicePrincipal.id as string];
  }

  async stop(): Promise<void> {
    await this.graph.client.stop();
    await this.aws.stop();
  }

  /** Automatic provisioning > Access tokens > Generate token. */
  async generateToken(): Promise<{ scimEndpoint: string; token: string; tokenId: string; expires: string }> {
    return (await this.aws.control("POST", "console/enable-provisioning")) as never;
  }

  async deleteToken(tokenId: string): Promise<void> {
    await this.aws.control("POST", "console/delete-token", { tokenId });
  }

  /** Ids of the tokens that AWS has, oldest first. */
  async tokenIds(): Promise<string[]> {
    const { tokens } = (await this.aws.control("GET", "console"))["provisioning"] as { tokens: { tokenId: string }[] };
    return tokens.map(({ tokenId }) => tokenId);
  }

  /** Credentials that Entra holds, as `pulumi up` writes them. */
  async credentials(token: string): Promise<void> {
    const value = [
      { key: "BaseAddress", value: this.scimEndpoint },
      { key: "SecretToken", value: token },
      { key: "SyncAll", value: "false" },
    ];
    await this.graph.client.ok("PUT", `/v1.0/servicePrincipals/${this.principalId}/synchronization/secrets`, { value });
  }

  /** Certificate of a slot, as `pulumi up` makes it. */
  async up({ slot: name, endDate }: { slot: string; endDate: string }): Promise<SigningCertificate> {
    const body = { displayName: certificateName(name), endDateTime: endDate };
    await this.graph.client.ok("POST", `/v1.0/servicePrincipals/${this.principalId}/addTokenSigningCertificate`, body, 200);
    return (await this.certificates()).find((certificate) => certificate.name === certificateName(name))!;
  }

  async certificates(): Promise<SigningCertificate[]> {
    return signingCertificates(await this.graph.reader().certificates(this.principalId));
  }

  /** Entra signs with this one; AWS gets Entra's metadata. */
  async federate({ thumbprint }: SigningCertificate): Promise<void> {
    await this.graph.client.ok("PATCH", `/v1.0/servicePrincipals/${this.principalId}`, { preferredTokenSigningKeyThumbprint: thumbprint });
    const metadata = (
      await this.graph.client.call("GET", `/${TENANT}/federationmetadata/2007-06/federationmetadata.xml?appid=${this.appId}`)
    ).body;
    await this.aws.control("POST", "console/identity-source", metadata as string);
  }

  /** Manage SAML 2.0 certificates > Import certificate. */
  async importAtAws({ der }: SigningCertificate): Promise<void> {
    await this.aws.control("POST", "console/import-certificate", pem(der!));
  }

  /** SHA-256 of the certificates that AWS has. */
  async copies(): Promise<string[]> {
    const source = (await this.aws.control("GET", "console"))["identitySource"] as { certificates: { sha256: string }[] };
    return source.certificates.map(({ sha256 }) => sha256);
  }

  async deleteAtAws(sha256: string): Promise<void> {
    await this.aws.control("POST", "console/delete-certificate", { sha256 });
  }

  /** Whether a person comes in, with the certificate that Entra signs with now. */
  async signIn(): Promise<boolean> {
    const active = (await this.certificates()).find((certificate) => certificate.active);
    const answer = await this.aws.control("POST", "sign-in", { kind: "federated", userName: ADA, signedWith: active?.der ?? "" });
    return (answer["events"] as { eventName: string }[]).some(({ eventName }) => eventName === "UserAuthentication");
  }

  clouds(): CertificateClouds {
    return { entra: this.graph.reader(), history: historyIn("eu-west-1", { calls: 0 }), now: () => new Date() };
  }

  settings(slots: readonly { slot: string; endDate: string }[], more: Raw = {}): Settings {
    const raw = rightSettings({ enterpriseApp: { name: APP, signingCertificates: slots }, ...more });
    const { settings, problems } = parseSettings(raw, { now: () => new Date() });
    assert.deepEqual(problems.map(problemSentence), []);
    return settings!;
  }
}
