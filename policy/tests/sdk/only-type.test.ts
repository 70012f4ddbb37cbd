import assert from "node:assert/strict";
import { AnalyzeRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { analyze } from "../../sdk/analyze";
import { onlyType } from "../../sdk/only-type";
import { iam, sns } from "../../shared/types";
import { resource } from "../../testing";

describe("a rule of one type", () => {
  const topic = resource(sns.topic, {}, { name: "topic" });

  /** Names of the types that a rule of these types is called with, and how often the properties of each are copied. */
  async function shown(types: readonly string[]): Promise<{ readonly called: number; readonly copies: number }> {
    const { getProperties } = AnalyzeRequest.prototype;
    let called = 0;
    let copies = 0;
    AnalyzeRequest.prototype.getProperties = function () {
      copies++;
      return getProperties.call(this);
    };
    try {
      await analyze([{ name: "rule", description: "It counts.", validateResource: onlyType(() => void called++, types) }], topic);
    } finally {
      AnalyzeRequest.prototype.getProperties = getProperties;
    }
    return { called, copies };
  }

  it("is passed over by the SDK for other types, without a copy of their properties", async () => {
    assert.deepEqual(await shown([iam.user]), { called: 0, copies: 0 });
  });
  it("is called with its own", async () => {
    assert.deepEqual(await shown([sns.topic]), { called: 1, copies: 1 });
  });
  it("of several types is called with all, as it was", async () => {
    assert.deepEqual(await shown([iam.user, sns.topic]), { called: 1, copies: 1 });
  });
});
