import { daysAfter } from "../../../contract/clock";
import { conditional, entry, LAST_DAY, type Scenario } from "./edits";

/** Settings that give nobody anything by themselves: how people sign in, and what frames access. */
export const settingScenarios: readonly Scenario[] = [
  {
    name: "an entry that ends later than before",
    change: entry(6, { until: daysAfter(LAST_DAY, 30) }),
    sentences: { guards: ["weaker: ends Security-Audit-RO"] },
    headline: /^Ends of access weakened \(1\)\.$/,
  },
  {
    name: "what is left alone from now on",
    change: () => ({ "federation:unmanaged": [{ iamUsers: ["ses-*"], reason: "mail", until: LAST_DAY }] }),
    sentences: { guards: ["weaker: unmanaged IAM users ses-*"] },
    headline: /^What is left alone weakened \(1\)\.$/,
  },
  {
    name: "a session tag, and with it what sends it",
    change: (config) => ({
      "federation:enterpriseApp": { ...config["federation:enterpriseApp"], sessionAttributes: { Team: "department" } },
    }),
    sentences: {
      guards: [
        "check: attributes Team",
        "check: sign-in access-control-attributes",
        "check: sign-in session-attributes",
        "check: sign-in session-attributes",
      ],
    },
  },
  {
    name: "an account that counts as production no longer",
    change: () => ({ "federation:productionAccounts": ["data-prod"] }),
    sentences: { guards: ["weaker: production accounts"] },
  },
  {
    name: "one more country",
    change: conditional({ allowedCountries: ["DE", "FR", "IE"] }),
    sentences: {
      signIns: [
        "loosened: everybody else, any device, FR, browser, mobileAppsAndDesktopClients: blocked -> mfa",
        "loosened: members of aws-platform-admins, compliant device, FR, browser, mobileAppsAndDesktopClients: blocked -> compliantDevice and mfa",
      ],
    },
    headline: /^Sign-in gets easier\.$/,
  },
  {
    name: "no exception for travellers",
    change: (config) => {
      const rest = { ...config["federation:conditionalAccess"] };
      delete rest.travelExceptionGroup;
      return { "federation:conditionalAccess": rest };
    },
    sentences: {
      signIns: [
        "tightened: members of aws-travel-exception, any device, elsewhere, unknown country, browser, mobileAppsAndDesktopClients: mfa -> blocked",
      ],
    },
    headline: /^Sign-in gets harder\.$/,
  },
  {
    name: "a stronger second factor",
    change: conditional({ strength: "phishingResistant" }),
    sentences: {
      signIns: [
        "other: everybody else, any device, DE, IE, browser, mobileAppsAndDesktopClients: mfa -> phishingResistant",
        "other: members of aws-platform-admins, compliant device, DE, IE, browser, mobileAppsAndDesktopClients: compliantDevice and mfa -> compliantDevice and phishingResistant",
        "other: members of aws-travel-exception, any device, anywhere, browser, mobileAppsAndDesktopClients: mfa -> phishingResistant",
      ],
    },
  },
];
