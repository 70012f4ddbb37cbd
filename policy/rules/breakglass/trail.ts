import type { PolicyResource } from "@pulumi/policy";
import { breakglassUsers, usersIn } from "../../shared/breakglass";
import { optionalText } from "../../shared/config";
import { stackRule } from "../../shared/stack-rule";
import { cloudtrail, iam } from "../../shared/types";
import { readBlock, readBoolean, readList, names, readText } from "../../shared/values";

/**
 * No alarm rings without a trail that hears every region, and nobody can prove what happened without its validation.
 */
export const trail = stackRule({
  name: "breakglass-trail",
  description: "A trail records what breakglass users do: all regions, management events, validated, logging.",
  severity: "high",
  standards: { runbook: ["R7.4", "R9.4"], cis: ["3.1", "3.2"], wellArchitected: ["SEC04-BP01"] },
  remediationSteps:
    "Set isMultiRegionTrail and enableLogFileValidation, leave logging and management events on, or name the existing trail in existingTrail.",
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
  config: {
    breakglassUsers,
    existingTrail: optionalText("Name or ARN of a trail outside of the stack that records them, in place of the one that the stack tells."),
  },
  anchors: [iam.user],
  check({ config, facts, stack, known, report }) {
    const [user] = usersIn(stack, config.breakglassUsers).values();
    if (user === undefined) return;
    const trails = stack.of(cloudtrail.trail);
    const existing = config.existingTrail ?? facts.existingTrail ?? "";
    if (trails.length === 0 && existing === "") return report("No trail is in the stack, and none outside of it is named.", user);
    const judged = trails.map((on) => ({ on, gaps: known(() => gapsOf(on), on.name) }));
    // One that records everything is enough; another may serve another purpose.
    if (existing !== "" || judged.some(({ gaps }) => gaps === undefined || gaps.length === 0)) return;
    for (const { on, gaps = [] } of judged) report(`The trail ${names(gaps)}.`, on);
  },
});

function gapsOf({ props }: PolicyResource): readonly string[] {
  return [
    ...(readBoolean(props["isMultiRegionTrail"], "isMultiRegionTrail") === true
      ? []
      : ["does not record every region (isMultiRegionTrail)"]),
    ...(readBoolean(props["enableLogFileValidation"], "enableLogFileValidation") === true
      ? []
      : ["is not validated (enableLogFileValidation)"]),
    ...(readBoolean(props["enableLogging"], "enableLogging") === false ? ["does not log (enableLogging)"] : []),
    ...(readBoolean(props["includeGlobalServiceEvents"], "includeGlobalServiceEvents") === false
      ? ["leaves global services out (includeGlobalServiceEvents)"]
      : []),
    ...(recordsManagement(props) ? [] : ["does not record all management events"]),
  ];
}

/** Without selectors a trail records them; with selectors, only where one says so. */
function recordsManagement(props: Readonly<Record<string, unknown>>): boolean {
  const basic = readList(props["eventSelectors"]);
  const advanced = readList(props["advancedEventSelectors"]);
  if (basic.length === 0 && advanced.length === 0) return true;
  const byBasic = basic.some((item) => {
    const { includeManagementEvents, readWriteType, excludeManagementEventSources } = readBlock(item, "eventSelectors");
    const all = (readText(readWriteType, "readWriteType") ?? "All") === "All";
    return (
      readBoolean(includeManagementEvents, "includeManagementEvents") !== false &&
      all &&
      readList(excludeManagementEventSources).length === 0
    );
  });
  const byAdvanced = advanced.some((item) => {
    const fields = readList(readBlock(item, "advancedEventSelectors")["fieldSelectors"]).map((field) => readBlock(field, "fieldSelectors"));
    return fields.length === 1 && fields.every(({ field, equals }) => field === "eventCategory" && readList(equals).includes("Management"));
  });
  return byBasic || byAdvanced;
}
