import { inlineSize } from "../../../rules/permission-sets/inline-size";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { inline } from "./fixtures";

behaviours(inlineSize, {
  violates: {
    "one character too many": {
      given: inline("a".repeat(10_241)),
      says: ["inlinePolicy has 10241 characters without white space; at most 10240 fit."],
    },
    "one byte too many": { given: inline(" ".repeat(32_769)), says: ["inlinePolicy has 32769 bytes; at most 32768 fit."] },
    "an object that is too long": {
      given: inline({ a: "a".repeat(10_240) }),
      says: ["inlinePolicy has 10248 characters without white space; at most 10240 fit."],
    },
  },
  conforms: {
    "as many characters as fit": { given: inline(`${"a".repeat(10_240)} `) },
    "as many bytes as fit": { given: inline(" ".repeat(32_768)) },
    none: { given: inline(undefined) },
  },
  notes: {
    "a policy that is not known yet": {
      given: inline(UNKNOWN),
      says: [unknownNote("permission-set-inline-size", "inlinePolicy of inline")],
    },
  },
});
