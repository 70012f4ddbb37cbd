import { settings } from "../fakes";
import { breakglassSettings } from "../guard-fakes";
import { type Case, guarded, right, withGuard } from "./case";

const ofGuard = { before: guarded } as const;
const UP = "`pulumi up --refresh`";
const othersTrail = settings({
  ...breakglassSettings,
  alarms: {
    ...breakglassSettings.alarms,
    trail: { existing: "arn:aws:cloudtrail:eu-west-1:100000000001:trail/organization", logGroup: "organization-trail" },
  },
});
/** A trail of somebody else's, with something changed. */
const ofOthers = (change: object) =>
  withGuard({
    trail: { trail: async () => ({ ...(await right.trail.trail(""))!, logGroup: "organization-trail", ...change }) },
  });

/** R7.4, the trail: this stack's own, and one of somebody else's. */
export const trailCases: readonly Case[] = [
  {
    ...ofGuard,
    id: "R7.4 trail",
    says: "There is no trail",
    remedy: UP,
    wrong: withGuard({ trail: { trail: async () => undefined } }),
  },
  {
    ...ofGuard,
    id: "R7.4 trail",
    says: "is not logging",
    remedy: UP,
    wrong: withGuard({ trail: { trail: async () => ({ ...(await right.trail.trail(""))!, logging: false }) } }),
  },
  {
    id: "R7.4 trail",
    says: "There is no trail",
    remedy: "let whoever owns the trail put it right",
    before: othersTrail,
    wrong: withGuard({ trail: { trail: async () => undefined } }),
    followed: ofOthers({}),
  },
  {
    id: "R7.4 trail",
    says: "is not logging",
    remedy: "let whoever owns the trail put it right",
    before: othersTrail,
    wrong: ofOthers({ logging: false }),
    followed: ofOthers({}),
  },
  {
    ...ofGuard,
    id: "R7.4 trail",
    says: "could not deliver: AccessDenied",
    remedy: "policies of its bucket, key, log group and role",
    wrong: withGuard({ trail: { trail: async () => ({ ...(await right.trail.trail(""))!, errors: ["AccessDenied"] }) } }),
  },
];
