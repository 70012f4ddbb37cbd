import { apiAlarm } from "../../../rules/breakglass/api-alarm";
import { loginAlarm } from "../../../rules/breakglass/login-alarm";
import { behaviours } from "../../cases";
import { byMetric, byRule, SIGN_IN, EVERYWHERE, silent, partly } from "./alarm-fixtures";

const LOGIN_ONLY = { eventName: ["ConsoleLogin"], userIdentity: { userName: ["breakglass-1"] } };
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
behaviours(apiAlarm, {
  violates: {
    "rules for sign-ins only": { given: byRule(SIGN_IN, LOGIN_ONLY), says: silent("An API call") },
    "rules in the sign-in regions only": {
      given: byRule(EVERYWHERE.slice(0, -2)),
      says: partly("An API call", "ap-southeast-1 or ap-southeast-2"),
    },
    "rules for the calls of one service": {
      given: byRule(EVERYWHERE, { eventSource: ["iam.amazonaws.com"] }),
      says: silent("An API call"),
    },
    "rules that leave reading calls out": { given: byRule(SIGN_IN, undefined, { state: "ENABLED" }), says: silent("An API call") },
    "a filter that leaves reading calls out": {
      given: byMetric({ filter: { pattern: '{ $.userIdentity.userName = "breakglass-1" && $.readOnly = false }' } }),
      says: silent("An API call"),
    },
  },
  conforms: {
    "rules for API calls by their type": {
      given: byRule(EVERYWHERE, undefined, { eventPattern: '{"detail-type":["AWS API Call via CloudTrail"]}' }),
    },
    "rules in the regions that the organization uses": { given: byRule(["eu-west-1"]), config: { regions: ["eu-west-1"] } },
  },
});
