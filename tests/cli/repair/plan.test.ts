import assert from "node:assert/strict";
import { planRepair, type AccountName, type JobFacts, type SetFacts } from "../../../cli/repair/plan";
import { formatRepair } from "../../../cli/repair/report";

const account = (id: string, name: string, state = "ACTIVE"): AccountName => ({ id, name, state });
const app = account("300000000001", "app");
const data = account("300000000002", "data");
const inline = { kind: "inline policy" as const, content: '{\n  "Statement": []\n}' };
const boundary = { kind: "permissions boundary" as const, content: "arn:aws:iam::aws:policy/PowerUserAccess" };
const facts = (more: Partial<SetFacts> = {}): SetFacts => ({
  name: "Developer",
  arn: "arn:developer",
  different: [],
  attached: [],
  inState: [],
  accounts: [app, data],
  stale: [],
  assigned: [app.id, data.id],
  lacking: [],
  ...more,
});
const jobFacts = (status: JobFacts["job"]["status"], refusal?: string): JobFacts => ({
  servicePrincipalId: "sp",
  job: { id: "job", ...(status === undefined ? {} : { status }) },
  refusal,
});
const quarantined = { code: "Quarantine", quarantine: { reason: "EncounteredQuarantineException", error: { message: "HTTP 401" } } };

describe("federation repair: what it decides", () => {
  it("leaves alone what is as it should be", () => {
    assert.deepEqual(planRepair([facts()], jobFacts({ code: "Active" })), { sets: [], restart: undefined, left: [] });
  });

  it("provisions again where a set is out of date, and nowhere else", () => {
    const { sets, left } = planRepair([facts({ stale: [data.id] }), facts({ name: "Other", arn: "arn:other" })], undefined);
    assert.deepEqual(sets, [{ name: "Developer", arn: "arn:developer", detach: [], accounts: [data] }]);
    assert.deepEqual(left, []);
  });

  it("removes what was attached by hand, and provisions the set again in all its accounts", () => {
    const { sets } = planRepair([facts({ attached: [inline, boundary] })], undefined);
    assert.deepEqual(sets, [{ name: "Developer", arn: "arn:developer", detach: [inline, boundary], accounts: [app, data] }]);
  });

  it("brings nothing into accounts that somebody made of the set: it is mended first, and only then provisioned", () => {
    const different = ["managed policy arn:aws:iam::aws:policy/IAMFullAccess too much"];
    const { sets, left } = planRepair([facts({ different, attached: [inline], stale: [data.id] })], undefined);
    assert.deepEqual(sets, [{ name: "Developer", arn: "arn:developer", detach: [inline], accounts: [] }]);
    assert.deepEqual(left, [
      "Developer has managed policy arn:aws:iam::aws:policy/IAMFullAccess too much, which provisioning it again would bring into its accounts: run `pulumi up --refresh` first, which mends it and provisions it, then this again.",
    ]);
    assert.deepEqual(planRepair([facts({ different })], undefined), { sets: [], restart: undefined, left: [] });
  });

  it("does not provision a set that the settings have no more", () => {
    assert.deepEqual(planRepair([facts({ different: undefined, stale: [data.id] })], undefined), {
      sets: [],
      restart: undefined,
      left: ["Developer is not in the settings any more, and is not provisioned again: `pulumi up` takes it away."],
    });
  });

  it("leaves to `pulumi up` what the state holds", () => {
    const { sets, left } = planRepair([facts({ attached: [inline, boundary], inState: ["inline policy"] })], undefined);
    assert.deepEqual(sets[0]?.detach, [boundary]);
    assert.deepEqual(left, ["Developer has an inline policy that the settings give it no more: `pulumi up` removes it."]);
  });

  it("changes nothing in an account that is not active, and says so", () => {
    const closed = account("300000000003", "old", "SUSPENDED");
    const { sets, left } = planRepair([facts({ accounts: [app, closed], stale: [closed.id] })], undefined);
    assert.deepEqual(sets, []);
    assert.deepEqual(left, ["Developer is out of date in old (300000000003), which is SUSPENDED: nothing can be changed there."]);
  });

  it("says plainly that a left-over can only be taken away in the console", () => {
    const { sets, left } = planRepair([facts({ assigned: [app.id] })], undefined);
    assert.deepEqual(sets, []);
    assert.deepEqual(left, [
      "Developer is left over in data (300000000002), where nobody is assigned to it: AWS has no API that takes it away. In the console: IAM Identity Center > AWS accounts > data > Permission sets > Remove.",
    ]);
  });

  it("does not try an account that lacks a customer-managed policy, and names both", () => {
    const { sets, left } = planRepair(
      [facts({ stale: [app.id, data.id], lacking: [{ accountId: app.id, policy: "/team/tools" }] })],
      undefined,
    );
    assert.deepEqual(sets[0]?.accounts, [data]);
    assert.deepEqual(left, [
      "app (300000000001) lacks the customer-managed policy /team/tools, which Developer needs: create it there, then run this again.",
    ]);
  });

  it("restarts a job in quarantine with its reason, once its credentials work", () => {
    const { restart, left } = planRepair([], jobFacts(quarantined));
    assert.deepEqual(restart, {
      servicePrincipalId: "sp",
      jobId: "job",
      because: "it is in quarantine: EncounteredQuarantineException: HTTP 401",
    });
    assert.deepEqual(left, []);
  });

  it("does not restart while the cause stands", () => {
    const { restart, left } = planRepair([], jobFacts(quarantined, "The token is not valid."));
    assert.equal(restart, undefined);
    assert.deepEqual(left, [
      'Provisioning is in quarantine (EncounteredQuarantineException: HTTP 401) and stays so: Entra\'s connection test fails ("The token is not valid."). If it refuses the token, make a new token (AWS console > IAM Identity Center > Settings > Automatic provisioning > View details > Access tokens > Generate token), set it with `pulumi config set --secret federation:scimToken`, run `pulumi up`, then this again.',
    ]);
  });

  it("restarts a working job only when it is asked to", () => {
    assert.equal(planRepair([], jobFacts({ code: "Active" })).restart, undefined);
    assert.equal(planRepair([], jobFacts({ code: "Active" }), { restart: true }).restart?.because, "you ask for it");
  });

  it("says of deletions that Entra holds back that they are never forced", () => {
    const { left } = planRepair([], jobFacts({ code: "Quarantine", quarantine: { reason: "TooManyDeletes" } }));
    assert.match(left[0] ?? "", /^Entra holds back deletions, .* never forces them\./);
  });
});

describe("federation repair: what it shows", () => {
  it("shows a policy that it removes in full, and every account by name", () => {
    const plan = planRepair([facts({ attached: [inline, boundary] })], jobFacts(quarantined));
    assert.equal(
      formatRepair("dev", plan, []),
      `Stack dev, to be done:
  remove from Developer the inline policy, which the settings do not give it:
      {
        "Statement": []
      }
  remove from Developer the permissions boundary, which the settings do not give it:
      arn:aws:iam::aws:policy/PowerUserAccess
  provision Developer again in app (300000000001), data (300000000002)
  restart provisioning: it is in quarantine: EncounteredQuarantineException: HTTP 401`,
    );
  });

  it("says that there is nothing to do", () => {
    assert.equal(formatRepair("dev", planRepair([facts()], undefined), []), "Stack dev: nothing that this command mends.");
  });
});
