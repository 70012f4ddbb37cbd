import { naming } from "../../../rules/permission-sets/naming";
import { UNKNOWN } from "../../../testing";
import { behaviours, unknownNote } from "../../cases";
import { set } from "./fixtures";

behaviours(naming, {
  violates: {
    "a set without a name": { given: set({}), says: ["name is not set, so that Pulumi makes one up and the role's name changes with it."] },
    "33 characters": {
      given: set({ name: "a".repeat(33) }),
      says: [`name is "${"a".repeat(33)}"; it must be 1 to 32 of the characters A-Z a-z 0-9 _ + = , . @ -.`],
    },
    "a space": {
      given: set({ name: "Read Only" }),
      says: ['name is "Read Only"; it must be 1 to 32 of the characters A-Z a-z 0-9 _ + = , . @ -.'],
    },
    "an empty description": { given: set({ name: "A", description: "" }), says: ["description has 0 characters; it must have 1 to 700."] },
    "a description of 701 characters": {
      given: set({ name: "A", description: "d".repeat(701) }),
      says: ["description has 701 characters; it must have 1 to 700."],
    },
    "an em dash": {
      given: set({ name: "A", description: "Reads \u2014 only" }),
      says: ["description has a character outside of Latin-1, such as a dash or quote of typography."],
    },
    "a relay state of 241 characters": {
      given: set({ name: "A", relayState: "r".repeat(241) }),
      says: ["relayState has 241 characters; it must have 1 to 240."],
    },
    "an empty relay state": { given: set({ name: "A", relayState: "" }), says: ["relayState has 0 characters; it must have 1 to 240."] },
  },
  conforms: {
    "32 characters": { given: set({ name: "a".repeat(32) }) },
    "every character that there is": {
      given: set({ name: "aZ09_+=,.@-", description: "Liest, schreibt nicht: \u00e4\u00ff\n~", relayState: "r" }),
    },
    "700 and 240 characters": { given: set({ name: "A", description: "d".repeat(700), relayState: "r".repeat(240) }) },
    "one character": { given: set({ name: "A", description: "d" }) },
  },
  notes: {
    "a name that is not known yet": { given: set({ name: UNKNOWN }), says: [unknownNote("permission-set-naming", "name of Auditor")] },
  },
  both: {
    "a wrong description beside a name that is not known": {
      given: set({ name: UNKNOWN, description: "" }),
      says: ["description has 0 characters; it must have 1 to 700."],
      notes: [unknownNote("permission-set-naming", "name of Auditor")],
    },
  },
});
