import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ADOPT_READS } from "../../../access/permissions/calls";
import { COMPONENT } from "../../../contract/component-types";
import { fixedClock } from "../../../contract/clock";
import { adoption, type Adoption } from "../../../cli/adopt/adoption";
import { graphPermissions } from "../../../cli/adopt/entra/readings";
import { Failure } from "../../../cli/failure";
import { restoreEnvironment } from "../../../sandbox/tests/environment";
import { FakeAws, type HandMadeEstate } from "./fake-aws";
import { ODD_ESTATE } from "./odd-estate";

const docs = join(__dirname, "../../../docs");

describe("what `federation adopt` needs", function () {
  this.timeout(180_000);
  const before = { ...process.env };
  afterEach(() => restoreEnvironment(before));

  let actions = new Set<string>();

  /** An adoption of the AWS half and the guard, with calls refused. */
  async function adopted(estate: HandMadeEstate, forbidden?: (operation: string) => boolean): Promise<Adoption> {
    const aws = await FakeAws.start(estate, forbidden);
    Object.assign(process.env, {
      ...{ AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_ENDPOINT_URL: aws.endpoint },
    });
    try {
      return await adoption({
        ...{ stack: "prod", homeRegion: "eu-west-1", tenantId: undefined, awsOnly: false, fold: false, counter: { calls: 0 } },
        ...{ wantedSet: () => true, wantedAccount: () => true, included: () => false },
        ...{ clock: fixedClock("2026-11-28T12:00:00Z"), progress: () => undefined },
        lookUp: async () => [],
        entraHalf: () => Promise.reject(new Error("no directory is named")),
      });
    } finally {
      actions = aws.actions;
      await aws.stop();
    }
  }

  it("of AWS is what it asks of an estate that has everything, action by action", async () => {
    const { parts } = await adopted({ ...ODD_ESTATE, iamUsers: ["BreakGlass1", "ses-smtp"], attributes: { Team: "${path:title}" } });
    assert.deepEqual(
      parts.flatMap(({ unread }) => unread),
      [],
    );
    // Whoever has credentials may ask whose they are.
    actions.delete("sts:GetCallerIdentity");
    assert.deepEqual([...actions].sort(), [...ADOPT_READS].sort());
  });

  it("of AWS, refused action by action, keeps what was read, says it, and imports nothing otherwise", async () => {
    const estate = { ...ODD_ESTATE, iamUsers: ["BreakGlass1", "ses-smtp"], attributes: { Team: "${path:title}" } };
    const whole = await adopted(estate);
    const ids = new Set(whole.resources.map(({ id }) => id));
    const unresolved: string[] = [];
    for (const action of ADOPT_READS) {
      const [, refused = ""] = action.split(":");
      // Without instance and organization there is nothing to adopt from: a sentence, and no file.
      const outcome = await adopted(estate, (operation) => operation === refused).catch((error: unknown) => {
        assert.ok(error instanceof Failure && /AccessDenied/.test(error.message), `${action}: ${String(error)}`);
        return undefined;
      });
      if (outcome === undefined) {
        assert.match(action, /^(sso:ListInstances|organizations:.*|tag:GetResources)$/);
        continue;
      }
      const other = outcome.resources.filter(({ id }) => !ids.has(id));
      assert.deepEqual(other, [], action);
      // A set is taken over with all that belongs to it, or not at all: what is left out the next `up` would take away.
      const sets = setsOf(outcome);
      for (const [name, parts] of sets) assert.deepEqual(parts, setsOf(whole).get(name), `${action}: ${name}`);
      if (outcome.parts.every(({ unread }) => unread.length === 0)) unresolved.push(action);
    }
    assert.deepEqual(unresolved, []);
  });

  it("of Entra stands in docs/adopt.md, and no permission more", () => {
    const text = readFileSync(join(docs, "adopt.md"), "utf8");
    const named = [...text.matchAll(/\b[A-Z][A-Za-z]+\.Read(?:Write)?\.[A-Z][A-Za-z]+\b/g)].map(([permission]) => permission);
    assert.deepEqual([...new Set(named)].filter((permission) => !permission.includes("ReadWrite")).sort(), graphPermissions());
    assert.ok(text.includes("examples/policies/adopt.json"));
  });
});

/** What is imported of each permission set, by its name. */
function setsOf({ resources }: Adoption): Map<string, string[]> {
  const sets = new Map<string, string[]>();
  for (const { type, parents } of resources) {
    const [, owner] = parents;
    if (owner?.type === COMPONENT.permissionSet) sets.set(owner.name, [...(sets.get(owner.name) ?? []), type]);
  }
  return sets;
}
