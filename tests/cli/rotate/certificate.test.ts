import assert from "node:assert/strict";
import type { CertificateRun } from "../../../cli/rotate/run-certificate";
import { rotateCertificate } from "../../../cli/rotate/run-certificate";
import { restoreEnvironment } from "../../../sandbox/tests/environment";
import { nextSecond } from "../../next-second";
import { slot, TwoClouds } from "./two-clouds";

/** Every step is broken off once, and a person signs in after each. */
describe("federation rotate certificate, on both local clouds", function () {
  this.timeout(60_000);
  const clouds = new TwoClouds();
  const environment = { ...process.env };
  const [old, next] = [slot("2026", 400), slot("2029", 1)];
  let messages: string[] = [];

  before(async () => {
    await clouds.start();
    await clouds.federate(await clouds.up(old));
  });
  after(async () => {
    await clouds.stop();
    restoreEnvironment(environment);
  });

  const run = async (slots = [old, next], changes: Partial<CertificateRun> = {}) => {
    messages = [];
    const { rotation, activated } = await rotateCertificate(clouds.settings(slots), clouds.clouds(), {
      dryRun: false,
      agree: () => Promise.resolve(),
      say: (text) => void messages.push(text),
      waiting: { minutes: 0, pollSeconds: 0.2, say: (text) => void messages.push(text) },
      ...changes,
    });
    return { rotation, activated, next: rotation.next?.id, evidence: rotation.next?.evidence };
  };
  const signing = async (): Promise<string | undefined> => (await clouds.certificates()).find(({ active }) => active)?.name;
  const [OLD, NEW] = ["CN=AWS IAM Identity Center 2026", "CN=AWS IAM Identity Center 2029"];

  it("has nothing to do with one certificate that lasts", async () => {
    const { rotation, next: step } = await run([old]);
    assert.equal(step, undefined);
    assert.match(rotation.summary, /^Nothing to rotate: [0-9A-F]{40} \(slot 2026\) signs and ends /);
    assert.equal(await clouds.signIn(), true);
  });

  it("waits for `pulumi up` where the new slot has no certificate", async () => {
    assert.equal((await run()).next, "slot");
    assert.equal(await clouds.signIn(), true);
  });

  it("does not let Entra sign with what AWS does not have", async () => {
    await nextSecond();
    await clouds.up(next);
    const { next: step, activated, evidence } = await run();
    assert.deepEqual([step, activated], ["import", undefined]);
    // The old one's own import is a second older: within what two clocks may differ.
    assert.match(evidence ?? "", /^CloudTrail's import of .* was of another certificate$/);
    assert.deepEqual([await signing(), clouds.graph.writes, await clouds.signIn()], [OLD, [], true]);
  });

  it("nor where another certificate was imported, or the import was undone", async () => {
    await clouds.importAtAws(await foreign());
    assert.match((await run()).evidence ?? "", /^CloudTrail's import of .* was of another certificate$/);
    const certificate = (await clouds.certificates()).find(({ name }) => name === NEW)!;
    await clouds.importAtAws(certificate);
    await nextSecond();
    const copies = await clouds.copies();
    await clouds.deleteAtAws(copies.at(-1)!);
    const { next: step, evidence } = await run();
    assert.equal(step, "import");
    assert.match(evidence ?? "", /^a certificate was deleted at .*, after the import/);
    await clouds.deleteAtAws(copies.at(-2)!);
    assert.deepEqual([await signing(), clouds.graph.writes, await clouds.signIn()], [OLD, [], true]);
  });

  it("takes a person's word for the very certificate only", async () => {
    const [certificate] = (await clouds.certificates()).filter(({ name }) => name === NEW);
    await assert.rejects(
      run(undefined, { awsHas: "0".repeat(40) }),
      /--aws-has is "0{40}", which is not the thumbprint of slot 2029 \([0-9A-F]{40}\)/,
    );
    assert.equal((await run(undefined, { awsHas: certificate!.thumbprint, dryRun: true })).next, "activate");
    assert.deepEqual(clouds.graph.writes, []);
  });

  it("asks before it writes, and a no changes nothing", async () => {
    await nextSecond();
    await clouds.importAtAws((await clouds.certificates()).find(({ name }) => name === NEW)!);
    await assert.rejects(run(undefined, { agree: () => Promise.reject(new Error("no")) }), /^Error: no$/);
    assert.match(messages[0] ?? "", /3\/6 NOW R2\.4 Let Entra sign with slot 2029/);
    assert.deepEqual([await signing(), clouds.graph.writes, await clouds.signIn()], [OLD, [], true]);
  });

  it("killed before the write: the next run is where it was", async () => {
    clouds.graph.breaks = "before";
    await assert.rejects(run(), /killed before the write/);
    assert.deepEqual([await signing(), await clouds.signIn()], [OLD, true]);
    assert.equal((await run(undefined, { dryRun: true })).next, "activate");
  });

  it("killed after the write, before it was read back: the next run goes on from there", async () => {
    clouds.graph.breaks = "after";
    await assert.rejects(run(), /killed after the write/);
    assert.equal(await signing(), NEW);
    assert.equal((await run()).next, "sign-in");
    assert.equal(await clouds.signIn(), true);
  });

  it("sees the sign-in since then, and then asks for the old copy to go", async () => {
    const since = new Date(Date.now() - 60_000);
    const { next: step, rotation } = await run(undefined, { since });
    assert.equal(step, "old-copy");
    assert.match(rotation.steps.find(({ id }) => id === "sign-in")?.evidence ?? "", /^somebody signed in at /);
  });

  it("leads out where the new copy was deleted instead of the old one, by which nobody gets in", async () => {
    await nextSecond();
    const [, copy] = await clouds.copies();
    await clouds.deleteAtAws(copy!);
    assert.equal(await clouds.signIn(), false);
    const since = new Date(Date.now() - 60_000);
    const { next: step, rotation } = await run(undefined, { since });
    assert.equal(step, "old-copy");
    const [, wayOut] = rotation.next?.actions ?? [];
    assert.match(
      wayOut ?? "",
      /If that fails, the new one was deleted, .* `federation fetch-metadata --certificate 2029` and Import certificate/,
    );
    await clouds.importAtAws((await clouds.certificates()).find(({ name }) => name === NEW)!);
    await nextSecond();
    assert.equal(await clouds.signIn(), true);
    assert.deepEqual([(await run(undefined, { since })).next, await signing()], ["old-copy", NEW]);
  });

  it("wants a sign-in after the deletion, too, and tells it without --since", async () => {
    await nextSecond();
    const [first] = await clouds.copies();
    await clouds.deleteAtAws(first!);
    assert.match(
      (await run(undefined, { since: new Date(Date.now() - 60_000) })).evidence ?? "",
      /nobody is known to have signed in since$/,
    );
    await nextSecond();
    assert.equal(await clouds.signIn(), true);
    assert.equal((await run()).next, "old-slot");
  });

  it("ends with the new slot alone", async () => {
    const { next: step, rotation } = await run([next]);
    assert.equal(step, undefined);
    assert.match(rotation.summary, /\(slot 2029\) signs/);
    assert.equal(clouds.graph.writes.length, 1);
    assert.equal(await clouds.signIn(), true);
  });

  it("takes an activation back where sign-ins fail: AWS had another certificate after all", async () => {
    const third = slot("2030", 0);
    await nextSecond();
    const certificate = await clouds.up(third);
    await nextSecond();
    const waiting = run([next, third], {
      awsHas: certificate.thumbprint,
      waiting: { minutes: 0.05, pollSeconds: 0.1, say: () => undefined },
    });
    while ((await signing()) === NEW) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(await clouds.signIn(), false);
    const { activated, next: step } = await waiting;
    assert.equal(activated?.takenBack, true);
    assert.deepEqual([await signing(), step, await clouds.signIn()], [NEW, "activate", true]);
    assert.match(messages.at(-1) ?? "", /^Sign-ins failed and none came through: Entra signs with [0-9A-F]{40} again\./);
  });
});

/** A certificate that is none of Entra's. */
async function foreign() {
  const { generate } = await import("selfsigned");
  const { cert } = await generate([{ name: "commonName", value: "another" }], { keySize: 2048 });
  const der = cert.replace(/-----[A-Z ]+-----|\s/g, "");
  return { keyId: "", name: "", thumbprint: "", ends: new Date(), der, active: false };
}
