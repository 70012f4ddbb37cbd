import { apiAlarm } from "../../../rules/breakglass/api-alarm";
import { behaviours } from "../../cases";
import { alarmCases } from "./alarm-cases";
import { byMetric, byRule, EVERYWHERE, partly, SIGN_IN, silent } from "./alarm-fixtures";
import { LOGIN_ONLY } from "./fixtures";

behaviours(apiAlarm, alarmCases("breakglass-api-alarm", "An API call", EVERYWHERE));

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
