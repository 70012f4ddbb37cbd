import { equal, match } from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import { leaveOutSdkStackTraces } from "../../components/stack-traces";

describe("stack traces", () => {
  let before: typeof Error.prepareStackTrace;

  beforeEach(() => {
    before = Error.prepareStackTrace;
  });

  afterEach(() => {
    Error.prepareStackTrace = before;
  });

  it("are left out of errors without a message, which is how Pulumi's SDK keeps its books", () => {
    leaveOutSdkStackTraces();
    equal(new Error().stack, "Error");
    equal(new Error("").stack, "Error");
  });

  it("are whole in errors that say something, with the lines of the sources", () => {
    leaveOutSdkStackTraces();
    match(new Error("wrong").stack ?? "", /^Error: wrong\n {4}at .*stack-traces\.test\.ts:\d+:\d+/);
    match(new TypeError("wrong").stack ?? "", /^TypeError: wrong\n {4}at /);
  });

  it("are whole in errors of other classes, message or not", () => {
    leaveOutSdkStackTraces();
    match(new RangeError().stack ?? "", /^RangeError\n {4}at .*stack-traces\.test\.ts/);
  });

  it("are those of V8 where nobody rewrote them", () => {
    delete (Error as { prepareStackTrace?: unknown }).prepareStackTrace;
    leaveOutSdkStackTraces();
    match(new Error("wrong").stack ?? "", /^Error: wrong\n {4}at .*stack-traces\.test\.(ts|js):\d+:\d+/);
  });
});
