import assert from "node:assert/strict";
import { type Adoption, adoptionWords, changedItems } from "../../../cli/verify/adoption";
import { frequencyAdoption } from "../../../cli/verify/sign-in-frequency";
import { graphPolicy } from "./conditional-access-fakes";

const COUNTRIES = "federation:conditionalAccess.allowedCountries";
const SETTING = "federation:conditionalAccess";

describe("the setting that would adopt a finding", () => {
  const cases: readonly (readonly [string, Adoption])[] = [
    ["federation:x.hours: 4", { kind: "value", setting: "federation:x.hours", value: 4 }],
    ["federation:x.days: 4, instead of federation:x.hours", { kind: "value", setting: "federation:x.days", value: 4, insteadOf: "federation:x.hours" }], // prettier-ignore
    ["add a, b to federation:x", { kind: "items", setting: "federation:x", add: ["a", "b"], remove: [] }],
    ["take a out of federation:x", { kind: "items", setting: "federation:x", add: [], remove: ["a"] }],
    ["federation:x: add a, take out b, c", { kind: "items", setting: "federation:x", add: ["a"], remove: ["b", "c"] }],
    ['an entry of federation:access for "admins"', { kind: "entry", change: "add", setting: "federation:access", group: "admins" }],
    ['take "admins" out of federation:access', { kind: "entry", change: "remove", setting: "federation:access", group: "admins" }],
    ['an entry of federation:unmanaged with users: ["Ada"] and the reason', { kind: "entry", change: "add", setting: "federation:unmanaged", user: "Ada" }], // prettier-ignore
  ];
  for (const [words, adoption] of cases) it(`reads: ${words}`, () => assert.equal(adoptionWords(adoption), words));

  it("says which items a list gains and loses, and none where nothing would be left or nothing differs", () => {
    const change = (wanted: string[], found: string[]) => changedItems(COUNTRIES, { wanted, found });
    assert.deepEqual(change(["DE", "IE"], ["KP", "IE"]), { kind: "items", setting: COUNTRIES, add: ["KP"], remove: ["DE"] });
    assert.equal(change(["DE"], []), undefined);
    assert.equal(change(["DE"], ["DE"]), undefined);
  });

  describe("of a sign-in frequency", () => {
    const adopted = (settings: object, signInFrequency: object | null) =>
      frequencyAdoption(settings as never, graphPolicy("x", { sessionControls: { signInFrequency } }));
    const hours = { value: 4, type: "hours", isEnabled: true, frequencyInterval: "timeBased" };

    it("is in the unit of the policy, instead of a setting that would be refused beside it", () => {
      assert.deepEqual(adopted({ signInFrequencyHours: 12 }, hours), { kind: "value", setting: `${SETTING}.signInFrequencyHours`, value: 4 }); // prettier-ignore
      assert.deepEqual(adopted({ signInFrequencyHours: 12 }, { ...hours, type: "days" }), {
        kind: "value",
        setting: `${SETTING}.signInFrequencyDays`,
        value: 4,
        insteadOf: `${SETTING}.signInFrequencyHours`,
      });
      assert.deepEqual(adopted({ signInEveryTime: true }, hours), {
        kind: "value",
        setting: `${SETTING}.signInFrequencyHours`,
        value: 4,
        insteadOf: `${SETTING}.signInEveryTime`,
      });
      assert.deepEqual(adopted({ signInEveryTime: false }, { isEnabled: true, frequencyInterval: "everyTime" }), {
        kind: "value",
        setting: `${SETTING}.signInEveryTime`,
        value: true,
      });
    });

    it("is none where the policy has none, or one that no setting means", () => {
      assert.equal(adopted({ signInFrequencyHours: 12 }, null), undefined);
      assert.equal(adopted({ signInFrequencyHours: 12 }, { ...hours, isEnabled: false }), undefined);
      assert.equal(adopted({ signInFrequencyHours: 12 }, { ...hours, type: "minutes" }), undefined);
    });
  });
});
