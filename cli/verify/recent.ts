/** Days of sign-ins that are looked at; Entra's log keeps 30, CloudTrail's event history 90. */
export const RECENT_DAYS = 7;

/** Where {@link RECENT_DAYS} begin. */
export function recent(now: Date): Date {
  return new Date(now.getTime() - RECENT_DAYS * 86_400_000);
}
