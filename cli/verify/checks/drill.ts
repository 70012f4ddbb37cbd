import { dayOf } from "../../../contract/clock";
import { REMINDER, REMINDER_EXPRESSION } from "../../../access/breakglass/drill-reminder";
import { credentialDays, DRILL_INTERVAL_DAYS } from "../../../access/expiry/settings-endings";
import { daysUntil } from "../../../access/steps";
import { finding, notYet, ok, type Check, type Outcome } from "../check";
import { isSettling } from "../emergency";

/**
 * R7.5: each breakglass user was drilled in time, with the credentials that it has now, which are not too old; and
 * people are reminded.
 */
export const drill: Check = {
  id: "R7.5",
  runbook: "R7.5",
  cloud: "AWS",
  title: "Breakglass drills and the age of credentials",
  async run(context) {
    const reading = await context.emergency();
    if (reading === undefined || reading.users.length === 0) return [notYet("The settings have no federation:breakglass.")];
    const { drills } = context.settings;
    const interval = drills?.intervalDays ?? DRILL_INTERVAL_DAYS;
    const today = dayOf(context.now);
    const settling = isSettling(reading, drills?.lastDrills ?? {}, context.now);
    const outcomes: Outcome[] = [];
    const seen: string[] = [];
    for (const { name, live } of reading.users) {
      const last = drills?.lastDrills[name];
      const rehearse = `Run \`federation drill --user ${name}\` and write its day into federation:drills.lastDrills.`;
      const made = live?.passwordMade === undefined ? undefined : dayOf(live.passwordMade);
      const age = last === undefined ? undefined : -daysUntil(last, today);
      if (age !== undefined && age > interval)
        outcomes.push(finding(`The last drill of ${name} was ${age} days ago; at most ${interval} are allowed.`, rehearse));
      else if (last === undefined || (made !== undefined && last < made)) {
        const message =
          last === undefined
            ? `The settings have no drill of ${name}.`
            : `The password of ${name} was made on ${made}, after its last drill on ${last}: nobody has tried it.`;
        outcomes.push(
          settling || (made !== undefined && -daysUntil(made, today) < 14) ? notYet(`${message} ${rehearse}`) : finding(message, rehearse),
        );
      } else seen.push(`${name}: drilled ${age} days ago`);
      const dated = [
        ...(live?.passwordMade === undefined ? [] : [["password", live.passwordMade] as const]),
        ...(live?.accessKeys ?? []).flatMap(({ id, made: day }) =>
          day === undefined ? [] : [[`access key …${id.slice(-4)}`, day] as const],
        ),
      ];
      for (const [what, day] of dated) {
        const days = -daysUntil(dayOf(day), today);
        if (days > credentialDays(context.settings)) {
          outcomes.push(
            finding(
              `The ${what} of ${name} is ${days} days old; at most ${credentialDays(context.settings)} are allowed.`,
              `Write a new generation for ${name} and rotate, one user at a time (docs/breakglass.md).`,
            ),
          );
        }
      }
    }
    const schedule = await context.sources.guard.alarms.schedule(REMINDER);
    const apply = "Run `pulumi up --refresh`, which puts it right.";
    if (schedule === undefined) outcomes.push(finding(`There is no schedule ${REMINDER}: nobody is reminded.`, apply));
    else {
      const wrong = [
        ...(schedule.State === "DISABLED" ? ["is disabled"] : []),
        ...(schedule.ScheduleExpression === REMINDER_EXPRESSION ? [] : [`runs at ${schedule.ScheduleExpression}`]),
        ...(schedule.Target?.Arn === reading.declared.guard.topic ? [] : [`goes to ${schedule.Target?.Arn ?? "nobody"}`]),
      ];
      if (wrong.length > 0) outcomes.push(finding(`The schedule ${REMINDER} ${wrong.join("; ")}.`, apply));
    }
    return outcomes.length > 0 ? outcomes : [ok(`${seen.join("; ")}.`)];
  },
};
