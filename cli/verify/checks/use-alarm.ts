import { breakglassMetricFilter } from "../../../access/breakglass/alarm-patterns";
import { USE_ALARM, USE_METRIC } from "../../../access/breakglass/alarm-rules";
import { WATCH } from "../../../access/breakglass/watch";
import { finding, note, notYet, ok, type Check, type Outcome } from "../check";
import { FIND_OUT } from "./breakglass-users";

const APPLY = `${FIND_OUT} run \`pulumi up --refresh\`, which puts it right.`;

/** R7.4: the catch-all over the trail's log group counts every use, and its alarm goes to the topic. */
export const useAlarm: Check = {
  id: "R7.4 alarm",
  runbook: "R7.4",
  cloud: "AWS",
  title: "Metric filter and alarm over the trail's log group",
  async run(context) {
    const reading = await context.emergency();
    if (reading === undefined || reading.users.length === 0) return [notYet("The settings have no federation:breakglass.")];
    const { declared } = reading;
    const { alarms } = context.sources.guard;
    const [filters, alarm] = await Promise.all([alarms.metricFilters(declared.trail.logGroup), alarms.alarm(WATCH.alarm)]);
    const outcomes: Outcome[] = [];
    const filter = filters?.find(({ filterName }) => filterName === WATCH.alarm);
    const [transformation] = filter?.metricTransformations ?? [];
    const counts =
      transformation?.metricNamespace === USE_METRIC.namespace &&
      transformation.metricName === USE_METRIC.name &&
      transformation.metricValue === "1";
    if (filter === undefined)
      outcomes.push(finding(`The log group ${declared.trail.logGroup} has no metric filter ${WATCH.alarm}.`, APPLY));
    else if (filter.filterPattern !== breakglassMetricFilter(declared.userArns))
      outcomes.push(finding(`The metric filter ${WATCH.alarm} has another pattern.`, APPLY));
    else if (!counts)
      outcomes.push(finding(`The metric filter ${WATCH.alarm} does not count into ${USE_METRIC.namespace} ${USE_METRIC.name}.`, APPLY));
    if (alarm === undefined) {
      outcomes.push(finding(`There is no alarm ${WATCH.alarm}.`, APPLY));
    } else {
      const live: Readonly<Record<string, unknown>> = {
        statistic: alarm.Statistic,
        period: alarm.Period,
        evaluationPeriods: alarm.EvaluationPeriods,
        threshold: alarm.Threshold,
        comparisonOperator: alarm.ComparisonOperator,
        treatMissingData: alarm.TreatMissingData,
        namespace: alarm.Namespace,
        metricName: alarm.MetricName,
      };
      const wanted = { ...USE_ALARM, namespace: USE_METRIC.namespace, metricName: USE_METRIC.name };
      const faults = [
        ...Object.entries(wanted).flatMap(([name, value]) =>
          live[name] === value ? [] : [`${name} ${String(live[name])} instead of ${String(value)}`],
        ),
        ...((alarm.DatapointsToAlarm ?? 1) === 1 ? [] : [`${alarm.DatapointsToAlarm} data points to alarm`]),
      ];
      if (faults.length > 0) outcomes.push(finding(`The alarm ${WATCH.alarm} has ${faults.join("; ")}.`, APPLY));
      if (alarm.ActionsEnabled === false) outcomes.push(finding(`The actions of the alarm ${WATCH.alarm} are switched off.`, APPLY));
      const actions = alarm.AlarmActions ?? [];
      if (!actions.includes(declared.guard.topic)) outcomes.push(finding(`The alarm ${WATCH.alarm} does not go to the topic.`, APPLY));
      const others = actions.filter((arn) => arn !== declared.guard.topic);
      if (others.length > 0)
        outcomes.push(finding(`The alarm ${WATCH.alarm} goes to ${others.join(", ")} as well, which nobody declared.`, APPLY));
      if (alarm.StateValue === "ALARM") {
        outcomes.push(
          note(
            `The alarm ${WATCH.alarm} rings: a breakglass user was used.`,
            "Where that is no drill, follow the breakglass procedure (docs/breakglass.md).",
          ),
        );
      }
    }
    return outcomes.length > 0 ? outcomes : [ok("They count every use in any region, and the alarm goes to the topic.")];
  },
};
