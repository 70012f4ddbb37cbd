import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { reading, ReadingError, readings } from "../../components/reading";
import { filesBelow } from "../e2e/sandbox";

const failing = (cloud: "aws" | "entra", asked: string, answer: string, after = 0): Promise<never> =>
  reading(cloud, asked, () => new Promise<never>((_, reject) => setTimeout(() => reject(new Error(answer)), after)));

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => assert.fail("it did not fail"),
    (error: unknown) => error,
  );

describe("reading", () => {
  it("gives the answer", async () => assert.equal(await reading("aws", "one", () => Promise.resolve(1)), 1));

  it("fails with one sentence that the engine shows without a stack trace", async () => {
    const error = await failureOf(failing("aws", "the organization", "AccessDeniedException: no"));
    assert.ok(pulumi.RunError.isInstance(error));
    assert.match(
      error.message,
      /^AWS denied the permission when it was asked for the organization: "AccessDeniedException: no"; [^\n]*\.$/,
    );
  });

  it("never shows a secret variable's value", async () => {
    const before = process.env["ARM_CLIENT_SECRET"];
    process.env["ARM_CLIENT_SECRET"] = "never-shown";
    try {
      const error = await failureOf(failing("entra", "the groups", "AADSTS7000215: never-shown is wrong"));
      assert.ok(error instanceof ReadingError && !error.message.includes("never-shown"), String(error));
    } finally {
      if (before === undefined) delete process.env["ARM_CLIENT_SECRET"];
      else process.env["ARM_CLIENT_SECRET"] = before;
    }
  });

  it("tells each cause once where several fail at once, and leaves none to fail unseen", async () => {
    const unseen: unknown[] = [];
    const note = (reason: unknown): void => void unseen.push(reason);
    process.on("unhandledRejection", note);
    const error = await failureOf(
      readings([
        failing("aws", "the organization", "connect ECONNREFUSED"),
        failing("aws", "the instances", "connect ECONNREFUSED", 5),
        failing("entra", "the groups", "AADSTS7000222: expired", 10),
        Promise.resolve(1),
      ]),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off("unhandledRejection", note);
    assert.ok(pulumi.RunError.isInstance(error));
    assert.deepEqual(
      error.message.split("\n").map((line) => line.split(":")[0]),
      [
        "AWS could not be reached when it was asked for the organization",
        "Microsoft Entra refused the credentials when it was asked for the groups",
      ],
    );
    assert.deepEqual(unseen, []);
  });

  it("hides no mistake of the program behind a cloud", async () => {
    const mistake = new TypeError("a mistake");
    assert.equal(await failureOf(readings([failing("aws", "the organization", "ECONNREFUSED"), Promise.reject(mistake)])), mistake);
  });

  it("is where every component asks a provider or the engine", () => {
    const folder = join(__dirname, "..", "..", "components");
    const bare = filesBelow(folder).flatMap((file) => {
      const text = readFileSync(file, "utf8");
      const asks = /\b(?:\w+\.)?get[A-Z]\w*\(\{|runtime\.invoke\(/.test(text);
      return asks && !/\breading\(/.test(text) ? [file] : [];
    });
    assert.deepEqual(bare, []);
  });
});
