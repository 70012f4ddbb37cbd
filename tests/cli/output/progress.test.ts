import assert from "node:assert/strict";
import { withProgress } from "../../../cli/output/progress";

describe("progress of long work", () => {
  it("is said while it lasts, and not after, whatever comes of it", async () => {
    const messages: string[] = [];
    const writer = { err: (text: string) => void messages.push(text) };
    let done = 0;
    const work = async (): Promise<string> => {
      await new Promise((later) => setTimeout(later, 60));
      done = 3;
      return "result";
    };
    assert.equal(await withProgress(writer, () => `${done} of 3`, work, 10), "result");
    assert.ok(messages.length >= 2 && messages.every((text) => text === "0 of 3"), messages.join());
    await assert.rejects(
      withProgress(
        writer,
        () => "",
        () => Promise.reject(new Error("no")),
        10,
      ),
    );
    const before = messages.length;
    await new Promise((later) => setTimeout(later, 40));
    assert.equal(messages.length, before);
    await withProgress(writer, () => "late", work);
    assert.equal(messages.length, before);
  });
});
