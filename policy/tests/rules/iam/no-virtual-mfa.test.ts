import { noVirtualMfa } from "../../../rules/iam/no-virtual-mfa";
import { iam } from "../../../shared/types";
import { resource, UNKNOWN } from "../../../testing";
import { behaviours } from "../../cases";
import { user } from "./fixtures";

behaviours(noVirtualMfa, {
  violates: {
    "any such device": {
      given: resource(iam.virtualMfaDevice, {}),
      says: ["The seed of the device's codes is in the state in plain text."],
    },
    "one of which nothing is known yet": {
      given: resource(iam.virtualMfaDevice, { virtualMfaDeviceName: UNKNOWN }),
      says: ["The seed of the device's codes is in the state in plain text."],
    },
  },
  conforms: { "a stack without such a device": { given: user({ name: "breakglass-1" }) } },
  notApplicable: { "a breakglass user": { given: user({ name: "breakglass-1" }) } },
});
