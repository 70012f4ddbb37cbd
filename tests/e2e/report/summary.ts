import type { Report } from "../../../access/report/report";
import { countOf } from "../../../access/report/actions";
import { ACCESS_LEVELS } from "../../../access/report/report";

/** What a report tells, in short lines; what it does not tell is absent. */
export interface Summary {
  readonly gained?: readonly string[];
  readonly lost?: readonly string[];
  readonly changed?: readonly string[];
  readonly sets?: readonly string[];
  readonly signIns?: readonly string[];
  readonly guards?: readonly string[];
  readonly unknown?: readonly string[];
  readonly notes?: readonly string[];
}

/** A report in short lines: risks, names and ids, in the report's own order. */
export function sentences(report: Report): Summary {
  const access = ({ risk, group, permissionSet, accountName, lockOut }: Report["gained"][number]): string =>
    `${risk}: ${group} ${permissionSet} ${accountName}${lockOut ? ", locked out" : ""}`;
  const lines: Record<string, string[]> = {
    gained: report.gained.map(access),
    lost: report.lost.map(access),
    changed: report.changed.map((item) => `${item.change} ${access(item)}`),
    sets: report.permissionSets.map(setLine),
    signIns: report.conditionalAccess.signIns.map(
      ({ direction, persona, device, from, client, before, after }) =>
        `${direction}: ${persona}, ${device} device, ${from}, ${client}: ${before} -> ${after}`,
    ),
    guards: report.guards.map(({ effect, kind, name }) => `${effect}: ${kind} ${name}`),
    unknown: report.unknown.map(({ sentence }) => sentence),
    notes: report.notes,
  };
  return Object.fromEntries(Object.entries(lines).filter(([, list]) => list.length > 0));
}

function setLine({
  name,
  change,
  fields,
  attached,
  detached,
  actionsGained,
  actionsLost,
  actionsRescoped,
  blastRadius,
  notes,
}: Report["permissionSets"][number]): string {
  const actions = (sign: string, of: Report["permissionSets"][number]["actionsGained"]): string[] =>
    ACCESS_LEVELS.flatMap((level) =>
      of[level].count === 0 ? [] : [`${sign}${level} ${of[level].count > 9 ? "many" : of[level].actions.join(" ")}`],
    );
  const parts = [
    ...(change === "changed" ? fields.map(({ field, before, after }) => `${field} ${before} -> ${after}`) : []),
    ...attached.map((policy) => `attached ${policy}`),
    ...detached.map((policy) => `detached ${policy}`),
    ...(change === "changed" || countOf(actionsGained) + countOf(actionsLost) < 10
      ? [...actions("+", actionsGained), ...actions("-", actionsLost), ...actions("~", actionsRescoped)]
      : []),
    ...notes,
  ];
  return `${name} ${change} for ${blastRadius.assignments}${parts.length === 0 ? "" : `: ${parts.join("; ")}`}`;
}
