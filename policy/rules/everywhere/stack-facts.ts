import { COMPONENT } from "../../../contract/component-types";
import { ACCOUNT_ID, UUID } from "../../../contract/identifiers";
import { REGION } from "../../../contract/partition";
import { parseDay } from "../../shared/clock";
import { resourceRule } from "../../shared/resource-rule";
import { readList, readNumber, show, readText } from "../../shared/values";

/** What a stack tells wrongly would be judged wrongly, or not at all. */
export const stackFacts = resourceRule({
  name: "stack-facts",
  description: "The facts that a stack tells on its Federation component are of the form that the rules read.",
  severity: "medium",
  standards: { runbook: ["RP"], wellArchitected: ["SEC03-BP05"] },
  remediationSteps: "Correct the input of the component; the facts and their forms are in the pack's documentation.",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/components/",
  types: [COMPONENT.federation],
  check({ props }, { report, known, each }) {
    const form = (property: string, pattern: RegExp, example: string): void => {
      const judge = (value: unknown): void => {
        const written = readText(value, property);
        if (written !== undefined && !pattern.test(written)) report(`${property} is ${show(written)}; it must be ${example}.`);
      };
      each(known(() => readList(props[property])) ?? [], judge);
    };
    form("stage", /^(production|development)$/, "production or development");
    form("tenantId", UUID, "a UUID such as 22222222-2222-2222-2222-222222222222");
    form("homeRegion", REGION, "a region such as eu-west-1");
    form("managementAccountId", ACCOUNT_ID, "an account id of twelve digits");
    form("productionAccountIds", ACCOUNT_ID, "account ids of twelve digits");
    known(() => {
      const days = readNumber(props["drillIntervalDays"], "drillIntervalDays");
      if (days !== undefined && !(Number.isInteger(days) && days >= 1 && days <= 366)) {
        report(`drillIntervalDays is ${days}; it must be whole days from 1 to 366.`);
      }
    });
    for (const property of ["reportOnlyUntil", "lastDrill"]) {
      known(() => {
        const day = readText(props[property], property) ?? "";
        if (day !== "" && parseDay(day) === undefined) report(`${property} is ${show(day)}; it must be a day such as 2027-01-31.`);
      });
    }
  },
});
