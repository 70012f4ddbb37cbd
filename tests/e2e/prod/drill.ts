import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashOf, type DrillRecord, markdown } from "../../../cli/drill/record";
import { type Ran, succeeded } from "../sandbox";
import type { Prod } from "./context";

/** Drills: what they check, what they leave, and what becomes of those who cheat. */
export function itDrills(prod: Prod): void {
  const answers = (name: string, closed: boolean): string => {
    const file = join(prod.temporary, `${name}.json`);
    const yes = { yes: true };
    const given = { vault: yes, console: yes, heard: yes, closed: { yes: closed, remark: closed ? "" : "The seal is missing." } };
    writeFileSync(file, JSON.stringify({ operator: "Ada", witness: "Grace", answers: given }));
    return file;
  };
  const drill = async (user: string, file: string, signsIn = user): Promise<Ran> => {
    const drilling = await prod.watched(["drill", "--user", user, "--answers", file, "--folder", folder(), "--wait", "2"]);
    // The operator reads what to do, and does it.
    for (let looks = 0; !drilling.messages().includes("Sign in as") && drilling.runs() && looks < 600; looks++) await new Promise((resolve) => setTimeout(resolve, 250)); // prettier-ignore
    if (signsIn !== "") await prod.operator("sign-in", { kind: "iam", userName: signsIn, region: "eu-north-1", mfa: true, success: true });
    return drilling.ended;
  };
  const folder = (): string => join(prod.temporary, "drills");
  const records = (): string[] => readdirSync(folder()).filter((file) => file.endsWith(".json")).sort(); // prettier-ignore

  it("fails, with evidence, where no security key is enrolled and nobody confirmed the alarm's mail", async () => {
    const { status, text } = await drill("breakglass-1", answers("open", false));
    assert.equal(status, 1);
    assert.match(text, /No FIDO2 security key is enrolled/);
    assert.match(text, /1 waiting for the click/);
    assert.match(text, /The seal is missing\./);
  });

  it("passes once they are, and leaves evidence", async () => {
    for (const userName of ["breakglass-1", "breakglass-2"])
      await prod.operator("iam/mfa-devices", { userName, name: `${userName}-vault` });
    await prod.operator("console/confirm-subscriptions", {});
    const { status, text } = await drill("breakglass-1", answers("closed", true));
    assert.equal(status, 0, text);
    assert.match(text, /federation:drills\.lastDrills\["breakglass-1"\] = "\d{4}-\d\d-\d\d"/);
    const { record, page } = latest();
    assert.deepEqual(
      record.results.map(({ id, outcome }) => `${id} ${outcome}`),
      [
        "user breakglass-1 passed",
        "mfa breakglass-1 passed",
        "age breakglass-1 passed",
        "user breakglass-2 passed",
        "mfa breakglass-2 passed",
        "age breakglass-2 passed",
        "trail passed",
        "rules passed",
        "subscribers passed",
        "emergency-access passed",
        "vault passed",
        "console passed",
        "signed-in passed",
        "alarmed passed",
        "heard passed",
        "closed passed",
      ],
    );
    assert.equal(page, markdown(record));
  });

  it("refuses a user whom nobody declared, before anything is asked", async () => {
    const { status, text } = await prod.sandbox.federation(["drill", "--user", "breakglass-3", "--answers", answers("other", true)]);
    assert.equal(status, 2);
    assert.match(text, /--user names the unknown breakglass user "breakglass-3": did you mean "breakglass-[12]"\?/);
  });

  /** `--check`, where the settings claim a drill of that day. */
  const check = (day: string): Promise<Ran> => {
    const source = readFileSync(prod.rotated, "utf8");
    const claimed = source
      .replace(/breakglass-1: "?\d{4}-\d\d-\d\d"?/, `breakglass-1: "${day}"`)
      .replace(/(,|\n) *breakglass-2: "?\d{4}-\d\d-\d\d"?/, "");
    const copy = prod.copy(claimed, source);
    return prod.sandbox.federation(["drill", "--check", "--folder", folder()], { env: { PULUMI_OPTION_CONFIG_FILE: copy } });
  };

  it("holds the days that the settings claim against the records", async () => {
    const day = latest().record.ended.slice(0, 10);
    succeeded(await check(day));
    const { status, text } = await check("2026-01-02");
    assert.equal(status, 1);
    assert.match(text, new RegExp(`is 2026-01-02, but no record .* passed on that day: the last that passed was on ${day}`));
  });

  it("notices what was changed in an older record, even where its own hash was made anew", async () => {
    const day = latest().record.ended.slice(0, 10);
    const [first] = records();
    const path = join(folder(), first!);
    const record = JSON.parse(readFileSync(path, "utf8")) as DrillRecord;
    const checkForged = async (forged: DrillRecord): Promise<Ran> => {
      writeFileSync(path, JSON.stringify(forged));
      writeFileSync(path.replace(/json$/, "md"), markdown(forged));
      const checked = await check(day);
      assert.equal(checked.status, 1);
      return checked;
    };
    assert.match((await checkForged({ ...record, witness: "Nobody" })).text, /was changed after it was written/);
    const forged = { ...record, passed: true };
    assert.match((await checkForged({ ...forged, hash: hashOf(forged) })).text, /is not the record that .* was chained to/);
    const { status, text } = await drill("breakglass-1", answers("after", true), "");
    assert.equal(status, 2);
    assert.match(text, /are not what was written; settle that first/);
  });

  it("demands another one in time: the pack refuses a preview with an old one", async () => {
    const source = readFileSync(prod.rotated, "utf8");
    const copy = prod.copy(source.replace(/breakglass-1: "?\d{4}-\d\d-\d\d"?/, 'breakglass-1: "2020-01-01"'), source);
    const { status, text } = await prod.sandbox.pulumi(["preview", "--policy-pack", "policy"], {
      env: { PULUMI_OPTION_CONFIG_FILE: copy },
    });
    assert.notEqual(status, 0);
    assert.match(text, /breakglass-drill/);
  });

  function latest(): { readonly record: DrillRecord; readonly page: string } {
    const path = join(folder(), records().at(-1)!);
    return { record: JSON.parse(readFileSync(path, "utf8")) as DrillRecord, page: readFileSync(path.replace(/json$/, "md"), "utf8") };
  }
}
