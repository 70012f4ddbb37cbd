import assert from "node:assert/strict";
import { AwsReader, EntraReader } from "./clouds";
import { expectedOfDev } from "./expected";
import { finished, Sandbox, succeeded } from "./sandbox";

/** How often the run is killed; the runbook of this project asks for twenty. */
const kills = Number(process.env["FEDERATION_KILLS"] ?? "20");
/** A whole `up` of dev takes about this long; moments are spread over it, the first and the last part included. Milliseconds. */
const span = { from: 1_200, to: 13_000 };

describe("a run that was killed", function () {
  this.timeout(300_000);
  const sandbox = new Sandbox("dev");
  let aws: AwsReader;
  let entra: EntraReader;

  before(async () => {
    const environment = await sandbox.variables();
    aws = new AwsReader(environment);
    entra = new EntraReader(environment);
  });
  after(() => sandbox.reset());

  for (let round = 1; round <= kills; round++) {
    // Spread evenly, with a random part, so that every run of the tests hits other moments and all parts of the run are hit.
    const moment = Math.round(span.from + ((span.to - span.from) * (round - 1 + Math.random())) / kills);

    it(`${round} of ${kills}: killed after ${moment} ms, recovers and converges with no duplicate`, async () => {
      const up = await sandbox.start("pulumi", ["up", "--yes", "--skip-preview", "--non-interactive", "--color", "never"]);
      const killed = finished(up);
      const timer = setTimeout(() => up.kill("SIGKILL"), moment);
      await killed;
      clearTimeout(timer);

      const recovered = await sandbox.federation(["recover", "--yes", "--remove-orphans"]);
      assert.equal(recovered.status, 0, recovered.text);
      const again = await sandbox.pulumi(["up", "--yes", "--policy-pack", "policy"]);
      assert.equal(again.status, 0, `${recovered.text}\n${again.text.slice(-5000)}`);

      assert.deepEqual(await aws.assignments(), expectedOfDev);
      assert.deepEqual(
        [...(await aws.permissionSets()).values()].sort(),
        [...new Set(expectedOfDev.map((line) => line.split(" ")[0]))].sort(),
      );
      const [application, ...duplicates] = await entra.applications();
      assert.equal(application?.displayName, "AWS IAM Identity Center (dev)");
      assert.deepEqual(duplicates, []);
      assert.equal((await entra.signingCertificates(application.appId)).length, 1);
      assert.equal((await entra.conditionalAccessPolicies()).length, 3);

      succeeded(await sandbox.pulumi(["state", "unprotect", "--all", "--yes"]));
      succeeded(await sandbox.pulumi(["destroy", "--yes", "--skip-preview"]));
    });
  }
});
