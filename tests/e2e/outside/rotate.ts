import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { Config } from "../../config";
import { nextSecond } from "../../next-second";
import { certificateName } from "../../../contract/gallery-app";
import { dayOf, yearsAfter } from "../../../contract/clock";
import type { ServicePrincipal } from "../../../cli/clouds/entra-types";
import { pem, signingCertificates } from "../../../cli/saml/certificates";
import { EntraReader } from "../clouds";
import { findings } from "../findings";
import { type Ran, type Sandbox, succeeded } from "../sandbox";

const APP = "AWS IAM Identity Center (dev)";
const ADA = "ada@example.com";
/** Ends a day before the three years that Entra allows. */
const endOf = (days: number): string =>
  new Date(Date.parse(`${yearsAfter(dayOf(new Date()), 3)}T00:00:00Z`) - days * 86_400_000).toISOString().replace(".000Z", "Z");
const NEW = { slot: "next", endDate: endOf(1) };

interface Answer {
  readonly next: string | null;
  readonly complete: boolean;
  readonly activated: { readonly at: string } | null;
}

/**
 * `federation rotate` beside the program that makes certificates and hands the token over: certificate and token are
 * exchanged in one go, each step is broken off once, somebody signs in after each, and the stack stays with both.
 */
export function topic(sandbox: Sandbox): void {
  describe("rotations, on the real engine", () => {
    const folder = mkdtempSync(join(tmpdir(), "federation-rotate-"));
    const tokens: string[] = [];
    let entra: EntraReader;
    let aws: string;
    let principalId: string;
    let stackFile: string;

    before(async () => {
      const environment = await sandbox.variables();
      entra = new EntraReader(environment);
      [aws, stackFile] = [`${environment["AWS_ENDPOINT_URL"]}/_sandbox`, environment["PULUMI_OPTION_CONFIG_FILE"]!];
      const app = (await entra.applications()).find(({ displayName }) => displayName === APP)!;
      principalId = (await entra.list(`/v1.0/servicePrincipals?$filter=appId eq '${app.appId}'`))[0]!["id"] as string;
      // AWS gets Entra's metadata, as an operator uploads it.
      succeeded(await sandbox.federation(["fetch-metadata", "--out", join(folder, "entra.xml")]));
      await operator("console/identity-source", readFileSync(join(folder, "entra.xml"), "utf8"));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    /** What people do in AWS's console. */
    const operator = async (path: string, body: string | object): Promise<Record<string, unknown>> => {
      const answer = await fetch(`${aws}/${path}`, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) });
      assert.ok(answer.ok, `${path}: ${await answer.clone().text()}`);
      return (await answer.json()) as Record<string, unknown>;
    };
    const console = async (): Promise<{ identitySource: { certificates: { sha256: string }[] }; provisioning: { tokens: { tokenId: string }[] } }> =>
      (await (await fetch(`${aws}/console`)).json()) as never; // prettier-ignore
    const certificates = async () => {
      const select = "id,appId,keyCredentials,passwordCredentials,preferredTokenSigningKeyThumbprint";
      return signingCertificates((await entra.object(`/v1.0/servicePrincipals/${principalId}?$select=${select}`)) as unknown as ServicePrincipal); // prettier-ignore
    };
    const signing = async (): Promise<string | undefined> => (await certificates()).find(({ active }) => active)?.name;
    const signIn = async (): Promise<boolean> => {
      const active = (await certificates()).find((certificate) => certificate.active);
      const { events } = await operator("sign-in", { kind: "federated", userName: ADA, signedWith: active?.der ?? "" });
      return (events as { eventName: string }[]).some(({ eventName }) => eventName === "UserAuthentication");
    };
    const messages: Ran[] = [];
    const rotate = async (what: "certificate" | "scim-token", ...args: string[]): Promise<Answer> => {
      const ran = await sandbox.federation(["rotate", what, "--json", ...args]);
      messages.push(ran);
      assert.ok(ran.stdout.startsWith("{"), ran.text);
      return JSON.parse(ran.stdout) as Answer;
    };
    const next = async (what: "certificate" | "scim-token", ...args: string[]) => {
      const answer = await rotate(what, ...args);
      assert.equal(await signIn(), true, `nobody comes in before ${answer.next}`);
      return answer.next;
    };
    const edit = (change: (config: Config) => void): void => {
      const document = parse(readFileSync(stackFile, "utf8")) as { config: Record<string, unknown> };
      change(document.config);
      writeFileSync(stackFile, stringify(document));
    };
    const store = async (token: string): Promise<void> => {
      tokens.push(token);
      succeeded(await sandbox.pulumi(["config", "set", "--secret", "federation:scimToken", "--stack", "dev"], { input: token }));
    };
    const up = async (...args: string[]): Promise<void> => {
      messages.push(succeeded(await sandbox.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", "policy", ...args])));
      await nextSecond();
    };

    it("have nothing to do at first", async () => {
      // The sandbox's token was made today.
      edit((config) => (config["federation:provisioning"].tokenExpires = yearsAfter(dayOf(new Date()), 1)));
      assert.deepEqual([await next("certificate"), await next("scim-token")], [null, null]);
    });

    it("wait for `pulumi up` with the new slot, and for a stored token that AWS takes", async () => {
      edit((config) => (config["federation:enterpriseApp"].signingCertificates as object[]).push(NEW));
      assert.equal(await next("certificate"), "slot");
      await nextSecond();
      const { token } = await operator("console/enable-provisioning", {});
      await nextSecond();
      // The end that is written is the new token's as well; whether it is stored AWS tells.
      await store("planted-7f3a-not-a-token-of-aws-9c1e");
      assert.equal(await next("scim-token"), "store");
      await store(token as string);
      assert.equal(await next("scim-token"), "apply");
    });

    it("let nobody delete the old token while Entra's test of the new one fails", async () => {
      await up();
      await entra.control({ faults: [{ path: "validateCredentials", status: 400, code: "InvalidCredentials" }] });
      assert.equal(await next("scim-token"), "connection");
      await entra.control({ faults: [] });
      assert.equal(await next("scim-token"), "delete-old");
    });

    it("let Entra sign with nothing that AWS does not have, and take a refused write as no write", async () => {
      const before = await signing();
      assert.equal(await next("certificate", "--yes"), "import");
      await operator("console/import-certificate", pem((await certificates()).find(({ name }) => name === certificateName(NEW.slot))!.der!)); // prettier-ignore
      await nextSecond();
      await entra.control({ faults: [{ method: "PATCH", path: "/servicePrincipals/", status: 403, times: 1 }] });
      const refused = await sandbox.federation(["rotate", "certificate", "--yes", "--json"]);
      assert.equal(refused.status, 2, refused.text);
      assert.deepEqual([await signing(), await signIn()], [before, true]);
      assert.equal(await next("certificate", "--dry-run"), "activate");
    });

    it("go on from where they were broken off, to the new certificate and the new token alone", async () => {
      const { next: step, activated } = await rotate("certificate", "--yes");
      assert.equal(step, "sign-in");
      assert.equal(await signing(), certificateName(NEW.slot));
      await nextSecond();
      assert.equal(await signIn(), true);
      assert.equal(await next("certificate", "--since", activated!.at), "old-copy");
      await nextSecond();
      const { identitySource, provisioning } = await console();
      await operator("console/delete-certificate", { sha256: identitySource.certificates[0]!.sha256 });
      await operator("console/delete-token", { tokenId: provisioning.tokens[0]!.tokenId });
      await nextSecond();
      assert.equal(await signIn(), true);
      assert.equal(await next("certificate"), "old-slot");
      assert.equal(await next("scim-token"), null);
      edit((config) => (config["federation:enterpriseApp"].signingCertificates = [NEW]));
      const { stdout } = succeeded(await sandbox.pulumi(["stack", "--show-urns"]));
      const urn = /URN: (\S+ServicePrincipalTokenSigningCertificate::enterprise-app\/2026)$/m.exec(stdout)![1]!;
      succeeded(await sandbox.pulumi(["state", "unprotect", urn, "--yes"]));
      await up();
      assert.deepEqual([await next("certificate"), await next("scim-token"), await signing()], [null, null, certificateName(NEW.slot)]);
      await up("--expect-no-changes");
      assert.deepEqual(await findings(sandbox), []);
    });

    it("have shown no token in all that, and no part of a certificate's private key", async () => {
      for (const token of tokens) for (const { text } of messages) assert.ok(!text.includes(token));
      for (const { text } of messages) assert.doesNotMatch(text, /PRIVATE KEY/);
    });
  });
}
