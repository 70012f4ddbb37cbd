import { number } from "../../shared/config";
import { resourceRule } from "../../shared/resource-rule";
import { ssoadmin } from "../../shared/types";
import { show, readText } from "../../shared/values";

/** A session may outlive an incident response: none is longer than the runbook's 12 hours. */
export const sessionDuration = resourceRule({
  name: "permission-set-session-duration",
  description: "A permission set's session lasts between one hour and the configured maximum.",
  severity: "high",
  standards: { runbook: ["R5.6"], wellArchitected: ["SEC02-BP02"] },
  remediationSteps: "Set sessionDuration to an ISO 8601 duration such as PT8H.",
  url: "https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html",
  config: { maxHours: number(12, "Longest session, in hours.", { minimum: 1, maximum: 12 }) },
  types: [ssoadmin.permissionSet],
  check({ props }, { config, report }) {
    const duration = readText(props["sessionDuration"], "sessionDuration") ?? AWS_DEFAULT;
    const hours = isoHours(duration);
    if (hours === undefined || hours < 1 || hours > config.maxHours) {
      report(`sessionDuration is ${show(duration)}; it must be PT1H to PT${config.maxHours}H.`);
    }
  },
  remedy(props, { maxHours }) {
    const hours = isoHours(readText(props["sessionDuration"], "sessionDuration") ?? AWS_DEFAULT);
    const right = hours === undefined ? 1 : Math.min(Math.max(hours, 1), maxHours);
    if (right === hours) return false;
    props["sessionDuration"] = `PT${Math.floor(right)}H`;
    return true;
  },
});

/** What AWS takes where nothing is said. */
const AWS_DEFAULT = "PT1H";

/** Hours of an ISO 8601 duration in days, hours, minutes and seconds; undefined where it is none. */
export function isoHours(duration: string): number | undefined {
  const parts = /^P(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/.exec(duration);
  if (parts === null || duration === "P") return undefined;
  const [, days, hours, minutes, seconds] = parts.map((part) => Number(part ?? 0)) as [number, number, number, number, number];
  return days * 24 + hours + minutes / 60 + seconds / 3600;
}
