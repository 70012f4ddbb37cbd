import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { type Ended, federation } from "./command";
import { rightSettings, type Raw } from "../access/fixtures";
import { restoreEnvironment } from "../../sandbox/tests/environment";

const key = (name: string): string => readFileSync(join(__dirname, "../fixtures/custodians", `${name}.asc`), "utf8");
const breakglass = {
  breakglass: {
    generation: "2026Q4",
    users: [
      { name: "breakglass-1", custodian: { name: "Grace", pgpPublicKey: key("one.public") } },
      { name: "breakglass-2", custodian: { name: "Alan", pgpPublicKey: key("expired.public") } },
    ],
  },
  alarms: { subscribers: [{ email: "a@example.com" }] },
  drills: { intervalDays: 92, lastDrills: { "breakglass-1": "2026-11-16" } },
};

interface Item {
  readonly what: string;
  readonly ends: string;
  readonly days: number;
  readonly remedy: string;
  readonly due: boolean;
}

describe("federation expiry", () => {
  const folder = mkdtempSync(join(tmpdir(), "federation-expiry-"));
  const before = { ...process.env };
  beforeEach(() => (process.env["FEDERATION_NOW"] = "2026-11-23T12:00:00Z"));
  afterEach(() => restoreEnvironment(before));
  after(() => rmSync(folder, { recursive: true }));

  async function ask(changes: Raw, ...args: string[]): Promise<Ended> {
    const file = join(folder, "settings.yaml");
    const config = Object.fromEntries(Object.entries(rightSettings(changes)).map(([name, value]) => [`federation:${name}`, value]));
    writeFileSync(file, stringify({ config }));
    process.env["PULUMI_OPTION_CONFIG_FILE"] = file;
    return federation("expiry", "--stack", "test", ...args);
  }
  async function items(changes: Raw, ...args: string[]): Promise<{ status: number; items: Item[] }> {
    const { status, out, err } = await ask(changes, "--json", "--offline", ...args);
    assert.ok(out.startsWith("{"), out + err);
    return { status, items: (JSON.parse(out) as { items: Item[] }).items };
  }
  const ends = (found: readonly Item[]) => found.map(({ what, ends, days }) => [what.split(",")[0]!, ends, days] as const);

  it("lists what the settings date, the next end first, and is fine where nothing is due", async () => {
    const { status, items: found } = await items({});
    assert.equal(status, 0);
    assert.deepEqual(ends(found), [
      ["SCIM token of provisioning", "2027-09-30", 311],
      ["SAML signing certificate of slot 2026 in Entra", "2029-09-30", 1042],
      ["AWS's copy of the SAML certificate of slot 2026 (AWS has no API that shows it)", "2029-09-30", 1042],
    ]);
    assert.ok(found.every(({ remedy, due }) => remedy !== "" && !due));
  });

  it("lists breakglass: drills, a user without a drill, custodians' keys, the credentials by their generation", async () => {
    const { status, items: found } = await items(breakglass);
    assert.equal(status, 1);
    assert.deepEqual(ends(found).slice(0, 5), [
      ["PGP key of Alan", "2026-01-02", -325],
      ["Drill of breakglass-2", "2026-11-23", 0],
      ["Drill of breakglass-1", "2027-02-16", 85],
      ["Credentials 2026Q4 of breakglass-1", "2027-04-03", 131],
      ["Credentials 2026Q4 of breakglass-2", "2027-04-03", 131],
    ]);
    assert.deepEqual(
      found.filter(({ due }) => due).map(({ what }) => what.split(",")[0]),
      ["PGP key of Alan", "Drill of breakglass-2"],
    );
  });

  it("lists access that ends, and access that ended, with the place in the settings", async () => {
    const entry = { group: "aws-developers", permissionSet: "Developer", accounts: "web-dev" };
    const { status, items: found } = await items({
      access: [
        { group: "aws-platform-admins", permissionSet: "Platform-Admin", accounts: "all" },
        { ...entry, until: "2026-12-31", reason: "incident 4711" },
        { ...entry, until: "2026-10-31" },
      ],
    });
    assert.equal(status, 1);
    assert.deepEqual(
      found.slice(0, 2).map(({ what, ends, remedy }) => [what, ends, remedy]),
      [
        [
          "Access of aws-developers to Developer, federation:access[2]",
          "2026-10-31",
          "Run `pulumi up`, which takes it away, and remove federation:access[2].",
        ],
        [
          "Access of aws-developers to Developer, federation:access[1] (incident 4711)",
          "2026-12-31",
          "If it is still needed, write a later day into federation:access[1].until; else run `pulumi up` after that day, which takes it away.",
        ],
      ],
    );
  });

  it("warns within each one's own days, or within --within: the day itself counts", async () => {
    const reportOnly = {
      conditionalAccess: {
        state: "enabledForReportingButNotEnforced",
        reportOnlyUntil: "2026-12-01",
        emergencyAccessGroup: "aws-emergency",
      },
    };
    assert.equal((await items(reportOnly)).status, 0);
    assert.equal((await items(reportOnly, "--within", "8")).status, 1);
    assert.equal((await items(reportOnly, "--within", "7")).status, 0);
    for (const days of ["-1", "1.5", "a week", ""]) {
      const { status, err } = await federation("expiry", "--stack", "dev", "--offline", "--within", days);
      assert.deepEqual([status, err], [2, `--within is "${days}"; it must be a whole number from 0 to 3660.\n`]);
    }
    process.env["FEDERATION_NOW"] = "2026-11-24T00:00:00Z";
    assert.equal((await items(reportOnly)).status, 1);
  });

  it("still tells everything once a day has passed, for which every other command refuses the settings", async () => {
    process.env["FEDERATION_NOW"] = "2029-10-02T00:00:00Z";
    const reportOnly = { conditionalAccess: { state: "enabledForReportingButNotEnforced", reportOnlyUntil: "2026-12-01" } };
    const { status, items: found } = await items(reportOnly);
    assert.equal(status, 1);
    assert.deepEqual(
      found.map(({ days, due }) => [days, due]),
      [
        [-1036, true],
        [-733, true],
        [-2, true],
        [-2, true],
      ],
    );
    const { status: wrong, err } = await ask({ stage: "prod" }, "--offline");
    assert.equal(wrong, 2);
    assert.match(err, /federation:stage is "prod": write development or production\.$/m);
    assert.doesNotMatch(err, /in the past/);
  });

  it("tells of a certificate with a successor to remove it, not to rotate", async () => {
    const { items: found } = await items({
      enterpriseApp: {
        signingCertificates: [
          { slot: "2026", endDate: "2027-01-05T00:00:00Z" },
          { slot: "2029", endDate: "2029-09-30" },
        ],
      },
    });
    assert.deepEqual(
      found.filter(({ due }) => due).map(({ what, remedy }) => [what.slice(0, 16), remedy.slice(0, 60)]),
      [
        ["SAML signing cer", "Once `federation rotate certificate` is past the activation,"],
        ["AWS's copy of th", "Once the newer one signs, delete it under IAM Identity Cente"],
      ],
    );
  });

  it("takes the policy pack's exemptions and a saved inventory, and refuses files that are neither", async () => {
    const pack = join(folder, "pack.json");
    const exemption = { resource: "legacy-smtp", reason: "Vendor moves in January", expires: "2026-12-05" };
    writeFileSync(pack, JSON.stringify({ all: "mandatory", "iam-no-users": { exemptions: [exemption] } }));
    const { status, items: found } = await items({}, "--pack-config", pack, "--inventory", "docs/examples/inventory.dev.json");
    assert.equal(status, 1);
    assert.deepEqual(ends(found).slice(0, 2), [
      ["Exemption of legacy-smtp from the policy iam-no-users", "2026-12-05", 12],
      ["Inventory docs/examples/inventory.dev.json", "2026-12-27", 34],
    ]);
    writeFileSync(pack, JSON.stringify({ "iam-no-users": { exemptions: [{ ...exemption, expires: "2026-02-30" }] } }));
    const refused = await ask({}, "--offline", "--pack-config", pack);
    assert.equal(refused.status, 2);
    assert.match(
      refused.err,
      /exemption 0 of iam-no-users has no resource, or no day such as 2027-01-31 in expires: it exempts nothing\.$/m,
    );
    assert.equal((await ask({}, "--offline", "--inventory", pack)).status, 2);
  });

  it("writes iCalendar: one whole day an end, the same UIDs and bytes each time, commas escaped, alarms in valid durations", async () => {
    const file = join(folder, "federation.ics");
    await items(breakglass, "--ics", file);
    const text = readFileSync(file, "utf8");
    await items(breakglass, "--ics", file);
    assert.equal(readFileSync(file, "utf8"), text);
    const lines = text.replaceAll("\r\n\t", "").split("\r\n");
    const values = (name: string) => lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1));
    assert.deepEqual(values("UID").slice(0, 3), [
      "custodian-key-breakglass-2.test@aws-entra-federation",
      "drill-breakglass-2.test@aws-entra-federation",
      "drill-breakglass-1.test@aws-entra-federation",
    ]);
    assert.deepEqual(values("DTSTART;VALUE=DATE").slice(0, 2), ["20260102", "20261123"]);
    assert.deepEqual(values("DTEND;VALUE=DATE").slice(0, 2), ["20260103", "20261124"]);
    assert.deepEqual([...new Set(values("DTSTAMP"))], ["20261123T120000Z"]);
    assert.ok(values("DESCRIPTION").every((value) => !/(?<!\\)[,;]/.test(value)));
    assert.ok(values("TRIGGER").every((value) => /^-PT\d+H$/.test(value)));
    assert.ok(text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75));
  });

  it("says which cloud could not be read, and lists what the settings date all the same", async () => {
    for (const name of Object.keys(process.env)) if (/^(AWS|ARM|AZURE)_/.test(name)) delete process.env[name];
    Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: "true", HOME: folder, PATH: folder, ARM_METADATA_HOSTNAME: "localhost:1" });
    const { status, out, err } = await ask({ ...breakglass, drills: undefined }, "--json");
    assert.equal(status, 1);
    assert.match(err, /^The ages of the breakglass credentials could not be read in AWS, .*: .+$/m);
    assert.match(err, /^The certificates in Entra could not be read, .*: .+$/m);
    const document = JSON.parse(out) as { items: Item[]; unread: string[] };
    assert.equal(document.unread.length, 2);
    assert.deepEqual(
      document.items.filter(({ what }) => /^(Credentials|SAML)/.test(what)).map(({ what }) => what.split(",")[0]),
      ["Credentials 2026Q4 of breakglass-1", "Credentials 2026Q4 of breakglass-2", "SAML signing certificate of slot 2026 in Entra"],
    );
  });
});
