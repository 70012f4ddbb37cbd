import { oneProvider } from "../../../rules/everywhere/one-provider";
import { iam, identitystore, ssoadmin } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours } from "../../cases";
import { set } from "./fixtures";

behaviours(oneProvider, {
  violates: {
    "a second provider": {
      given: [set({}, { name: "a" }), resource(identitystore.group, {}, { name: "b", provider: "other" }), set({}, { name: "c" })],
      says: ["It goes through the provider other, while a goes through default."],
    },
  },
  conforms: {
    "one provider, for resources that are not known yet": {
      given: [set({ name: UNKNOWN }, { name: "a" }), resource(ssoadmin.accountAssignment, { targetId: UNKNOWN }, { name: "b" })],
    },
    "one provider": { given: [set({}, { name: "a" }), resource(ssoadmin.accountAssignment, { targetId: UNKNOWN }, { name: "b" })] },
    "another provider for other things": { given: [set({}, { name: "a" }), resource(iam.role, {}, { name: "b", provider: "other" })] },
  },
  notApplicable: { "a stack without Identity Center": { given: [resource(iam.user, {})] } },
});
