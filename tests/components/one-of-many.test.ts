import { equal, match, throws } from "node:assert/strict";
import { oneOfMany } from "../../components/one-of-many";

describe("a resource of which there are thousands", () => {
  it("is made without a stack trace, and traces are taken again after it, whatever it ends with", () => {
    const limit = Error.stackTraceLimit;
    equal(
      oneOfMany(() => new Error("said").stack),
      "Error: said",
    );
    equal(Error.stackTraceLimit, limit);
    throws(
      () =>
        oneOfMany(() => {
          throw new Error("wrong");
        }),
      /^Error: wrong$/,
    );
    equal(Error.stackTraceLimit, limit);
    match(new Error("wrong").stack ?? "", /\n {4}at /);
  });
});
