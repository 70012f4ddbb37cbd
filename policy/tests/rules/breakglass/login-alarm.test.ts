import { loginAlarm } from "../../../rules/breakglass/login-alarm";
import { behaviours } from "../../cases";
import { alarmCases } from "./alarm-cases";
import { byRule, partly, SIGN_IN, silent } from "./alarm-fixtures";
import { LOGIN_ONLY } from "./fixtures";

behaviours(loginAlarm, alarmCases("breakglass-login-alarm", "A sign-in", SIGN_IN));

behaviours(loginAlarm, {
  violates: {
    "rules in one region only": { given: byRule(["us-east-1"]), says: partly("A sign-in", "us-east-2, eu-north-1 or ap-southeast-2") },
    "rules that leave a sign-in region out": { given: byRule([...SIGN_IN.slice(1), "eu-west-1"]), says: partly("A sign-in", "us-east-1") },
    "rules for API calls only": { given: byRule(SIGN_IN, { eventType: ["AwsApiCall"] }), says: silent("A sign-in") },
  },
  conforms: {
    "rules for sign-ins only": { given: byRule(SIGN_IN, LOGIN_ONLY) },
    "rules for one spelling of a sign-in": {
      given: byRule(SIGN_IN, undefined, { eventPattern: '{"detail-type":["AWS Console Sign In via CloudTrail"]}' }),
    },
    "rules for the other spelling of it": {
      given: byRule(SIGN_IN, undefined, { eventPattern: '{"detail-type":["AWS Console Signin via CloudTrail"]}' }),
    },
    "rules in the plain state": { given: byRule(SIGN_IN, undefined, { state: "ENABLED" }) },
  },
});
