import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../sandbox";
import { account, type Prod } from "./context";

/** Settings that would fail on the day: one clear sentence, before anything is registered. */
export function itRefuses(prod: Prod): void {
  const fixture = (name: string): string =>
    readFileSync(join(repository, "tests/fixtures/custodians", `${name}.public.asc`), "utf8")
      .trim()
      .replaceAll("\n", "\n            ");
  const key = /-----BEGIN PGP PUBLIC KEY BLOCK-----[^]*?-----END PGP PUBLIC KEY BLOCK-----/;
  // Without the slash that ends the issuer, which IAM takes for another one.
  const issuer = `arn:aws:iam::${account}:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d`;
  const custodian = String.raw`federation:breakglass\.users\[0\]\.custodian\.pgpPublicKey`;

  for (const [what, from, to, sentence] of [
    ["what is no PGP key", key, "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGrace", new RegExp(`${custodian} is no PGP public key`)],
    ["an expired key", key, fixture("expired"), new RegExp(`${custodian} expired on 2026-01-02`)],
    ["a revoked key", key, fixture("revoked"), new RegExp(`${custodian} is revoked`)],
    ["one key for both users", key, fixture("two"), /federation:breakglass\.users\[1\]\.custodian\.pgpPublicKey is the key of the/],
    [
      "one custodian for both users",
      "Alan Custodian",
      "Grace Custodian",
      /federation:breakglass\.users\[1\]\.custodian\.name is "Grace Custodian"/,
    ],
    ["a country that there is not", /\[ ?DE, FR, IE, NL ?\]/, "[DE, XX]", /federation:conditionalAccess\.allowedCountries\[1\] is "XX"/],
    [
      "one group for emergencies and travel",
      "travelExceptionGroup: aws-travel-exception",
      "travelExceptionGroup: aws-emergency-access",
      /federation:conditionalAccess\.travelExceptionGroup is "aws-emergency-access"/,
    ],
    [
      "an unknown breakglass user",
      /(lastDrills:\s*\{? ?)breakglass-1/,
      "$1breakglass-3",
      /names the unknown breakglass user "breakglass-3"/,
    ],
    [
      "an alarm without subscriber",
      /subscribers:\s*(\[ ?\{[^\]]*\]|- .*)/,
      "subscribers: []",
      /federation:alarms\.subscribers is an empty list/,
    ],
    [
      "an OIDC provider that there is not",
      /sentinel:\s*\{?\s*workspaceId: [\w-]+ *\}?/,
      `sentinel: { workspaceId: 33333333-3333-4333-8333-333333333333, existingOidcProvider: "${issuer}" }`,
      /federation:siem\.sentinel\.existingOidcProvider is .*: account 100000000001 has no such provider/,
    ],
  ] as const) {
    it(`is refused before anything is registered: ${what}`, async () => {
      const source = readFileSync(prod.environment["PULUMI_OPTION_CONFIG_FILE"]!, "utf8");
      const file = prod.copy(source.replace(from, to), source);
      const { status, text } = await prod.sandbox.pulumi(["preview"], { env: { PULUMI_OPTION_CONFIG_FILE: file } });
      assert.notEqual(status, 0);
      assert.match(text, sentence);
      assert.equal([...text.matchAll(/^\s*(?:error: )?federation:.*$/gm)].length, 1, text);
      assert.doesNotMatch(text, /\n\s+at .*\(|federation:index:Federation/);
    });
  }
}
