/**
 * `federation:report`: how much a change of access may be before `federation report` ends with status 1, and who
 * approved going past it.
 */
import type { z } from "zod";
import { daySchema, documented, mappingSchema, textSchema, wholeNumberSchema } from "./fields";

const limit = (about: string) =>
  documented(wholeNumberSchema(0, 1_000_000, "write a whole number, 0 or more"), { about, limits: "0 to 1,000,000" }).exactOptional();

export const reportSettingsSchema = mappingSchema({
  maxAdminGains: limit("Most assignments of administrating permission sets that a change may add."),
  maxAccounts: limit("Most accounts in which a change may change somebody's access."),
  maxLosses: limit("Most assignments that a change may take away."),
  approval: documented(
    mappingSchema({
      reason: documented(textSchema("write why the change is wanted, such as CHG-4711: new data team"), { about: "Why." }),
      who: documented(textSchema("write who approved it"), { about: "Who approved it." }),
      until: documented(daySchema(), { about: "Last day of the approval, in UTC.", type: "day, YYYY-MM-DD" }),
    }),
    { about: "Approval of going past the limits: remove it once the change is in." },
  ).exactOptional(),
});

/** Limits of a change, and their approval. */
export type ReportSettings = z.output<typeof reportSettingsSchema>;
