import { changeAlarm } from "../../../rules/breakglass/change-alarm";
import { events } from "../../../shared/types";
import { resource, UNKNOWN, type Wire } from "../../../testing";
import { behaviours } from "../../cases";
import { ADA, notApplicable, ONE, subscription, topic } from "./fixtures";

const HOME = "eu-west-1";
const stackFacts = { stage: "production", homeRegion: HOME, managementAccountId: "100000000001" };
const DEPLOYER = "arn:aws:iam::100000000001:role/deploy";
const anybodyElse = { userIdentity: { sessionContext: { sessionIssuer: { arn: [{ "anything-but": [DEPLOYER] }, { exists: false }] } } } };
const CALL = ["AWS API Call via CloudTrail"];

/** An event rule with its target: a topic, or another region's bus. */
const ruleOf = (name: string, region: string, pattern: unknown, props: Record<string, unknown> = {}, to: Wire | string = topic): Wire[] => {
  const eventPattern = typeof pattern === "string" ? pattern : JSON.stringify(pattern);
  const made = resource(events.rule, { region, eventPattern, state: "ENABLED", ...props }, { name: `${name}-${region}` });
  const target = { rule: UNKNOWN, arn: typeof to === "string" ? to : UNKNOWN, region };
  const refers = { rule: made, ...(typeof to === "string" ? {} : { arn: to }) };
  return [made, resource(events.target, target, { name: `${name}-${region}-target`, refers })];
};

const PATTERNS = {
  center: { "detail-type": CALL, detail: { eventSource: ["sso.amazonaws.com"], readOnly: [false], ...anybodyElse } },
  trust: { detail: { eventSource: ["iam.amazonaws.com"], eventName: [{ suffix: "SAMLProvider" }], ...anybodyElse } },
  root: { detail: { userIdentity: { type: ["Root"] } } },
  organization: { detail: { eventSource: ["organizations.amazonaws.com"], readOnly: [false], ...anybodyElse } },
};

type Kind = keyof typeof PATTERNS;
const REGION: Readonly<Record<Kind, string>> = { center: HOME, trust: "us-east-1", root: "us-east-1", organization: "us-east-1" };

/** All four, with some of them otherwise, or left out. */
const four = (changes: Partial<Record<Kind, Wire[]>> = {}): Wire[] => [
  ONE,
  topic,
  subscription,
  ...(Object.keys(PATTERNS) as Kind[]).flatMap((kind) => changes[kind] ?? ruleOf(kind, REGION[kind], PATTERNS[kind])),
];

const silent = (what: string) => [`A change of ${what} by hand raises no alarm.`];
const CENTER = "Identity Center";
const TRUST = "the SAML provider that Identity Center trusts";
const ROOT = "root's credentials, or a sign-in of root,";
const ORGANIZATION = "the organization's policies";
const unheard = (what: string) => [
  `A change of ${what} by hand is noticed, but the alarm reaches nobody: it must end in a topic with a subscriber.`,
];
const HOME_BUS = `arn:aws:events:${HOME}:100000000001:event-bus/default`;

behaviours(changeAlarm, {
  violates: {
    "no rule on Identity Center": { given: four({ center: [] }), stackFacts, says: silent(CENTER) },
    "no rule on the trust": { given: four({ trust: [] }), stackFacts, says: silent(TRUST) },
    "no rule on root": { given: four({ root: [] }), stackFacts, says: silent(ROOT) },
    "no rule on the organization": { given: four({ organization: [] }), stackFacts, says: silent(ORGANIZATION) },
    "none at all, and no word of the stage, where some are required": {
      given: [ONE],
      config: { required: true },
      says: [CENTER, TRUST, ROOT, ORGANIZATION].flatMap(silent),
    },
    "a rule on assignments alone": {
      given: four({ center: ruleOf("center", HOME, { detail: { eventName: [{ suffix: "AccountAssignment" }] } }) }),
      stackFacts,
      says: silent(CENTER),
    },
    "a rule that loses callers without a session, as anything-but does alone": {
      given: four({
        center: ruleOf("center", HOME, { detail: { userIdentity: { sessionContext: { sessionIssuer: { arn: [{ "anything-but": [DEPLOYER] }] } } } } }), // prettier-ignore
      }),
      stackFacts,
      says: silent(CENTER),
    },
    "a rule that hears callers without a session only": {
      given: four({ trust: ruleOf("trust", "us-east-1", { detail: { userIdentity: { type: ["IAMUser"] } } }) }),
      stackFacts,
      says: silent(TRUST),
    },
    "a rule on root's sign-in alone": {
      given: four({ root: ruleOf("root", "us-east-1", { detail: { userIdentity: { type: ["Root"] }, eventName: ["ConsoleLogin"] } }) }),
      stackFacts,
      says: silent(ROOT),
    },
    "a rule on root's calls alone": {
      given: four({ root: ruleOf("root", "us-east-1", { "detail-type": CALL, detail: { userIdentity: { type: ["Root"] } } }) }),
      stackFacts,
      says: silent(ROOT),
    },
    "a rule on another provider alone": {
      given: four({ trust: ruleOf("trust", "us-east-1", { detail: { requestParameters: { sAMLProviderArn: ["arn:aws:iam::100000000001:saml-provider/other"] } } }) }), // prettier-ignore
      stackFacts,
      says: silent(TRUST),
    },
    "a rule on root that takes a sign-in for a call": {
      given: four({ root: ruleOf("root", "us-east-1", { detail: { eventType: ["AwsApiCall"], userIdentity: { type: ["Root"] } } }) }),
      stackFacts,
      says: silent(ROOT),
    },
    "a rule on root that takes a call for a sign-in": {
      given: four({ root: ruleOf("root", "us-east-1", { detail: { eventType: ["AwsConsoleSignIn"], userIdentity: { type: ["Root"] } } }) }),
      stackFacts,
      says: silent(ROOT),
    },
    "a rule that is off": {
      given: four({ center: ruleOf("center", HOME, PATTERNS.center, { state: "DISABLED" }) }),
      stackFacts,
      says: silent(CENTER),
    },
    "a rule in the wrong region": {
      given: four({ organization: ruleOf("organization", HOME, PATTERNS.organization) }),
      stackFacts,
      says: [`A change of ${ORGANIZATION} by hand raises no alarm where AWS records it, in us-east-1.`],
    },
    "Identity Center's in another region than its home": {
      given: four({ center: ruleOf("center", "us-east-1", PATTERNS.center) }),
      stackFacts,
      says: [`A change of ${CENTER} by hand raises no alarm where AWS records it, in ${HOME}.`],
    },
    "the commercial region, from a home in GovCloud": {
      given: four({ center: ruleOf("center", "us-gov-east-1", PATTERNS.center) }),
      stackFacts: { ...stackFacts, homeRegion: "us-gov-east-1" },
      says: [TRUST, ROOT, ORGANIZATION].map(
        (what) => `A change of ${what} by hand raises no alarm where AWS records it, in us-gov-west-1.`,
      ),
    },
    "the commercial region, from a home in China": {
      given: four({ center: ruleOf("center", "cn-northwest-1", PATTERNS.center) }),
      stackFacts: { ...stackFacts, homeRegion: "cn-northwest-1" },
      says: [TRUST, ROOT, ORGANIZATION].map((what) => `A change of ${what} by hand raises no alarm where AWS records it, in cn-north-1.`),
    },
    "a topic without a subscriber": {
      given: four().filter(({ type }) => type !== subscription.type),
      stackFacts,
      says: [CENTER, TRUST, ROOT, ORGANIZATION].flatMap(unheard),
    },
    "one that is passed on and told by nobody": {
      given: four({ root: ruleOf("root", "us-east-1", PATTERNS.root, {}, HOME_BUS) }),
      stackFacts,
      says: unheard(ROOT),
    },
  },
  conforms: {
    "rules on all four": { given: four(), stackFacts },
    "one rule on everything in both regions": {
      given: [
        ONE,
        topic,
        subscription,
        ...[HOME, "us-east-1"].flatMap((region) => ruleOf("all", region, { source: [{ prefix: "aws." }] })),
      ],
      stackFacts,
    },
    "rules that pass on to the home region, which tells": {
      given: four({
        root: [...ruleOf("root", "us-east-1", PATTERNS.root, {}, HOME_BUS), ...ruleOf("root", HOME, PATTERNS.root)],
      }),
      stackFacts,
    },
    "one spelling of root's sign-in": {
      given: four({ root: ruleOf("root", "us-east-1", { "detail-type": [...CALL, "AWS Console Signin via CloudTrail"], detail: { userIdentity: { type: ["Root"] } } }) }), // prettier-ignore
      stackFacts,
    },
    "rules by the events' types, and on Identity Center's own provider": {
      given: four({
        center: ruleOf("center", HOME, { detail: { eventType: ["AwsApiCall"] } }),
        root: [
          ...ruleOf("root", "us-east-1", { "detail-type": ["AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail"], detail: { eventType: ["AwsApiCall", "AwsConsoleSignIn"], userIdentity: { type: ["Root"] } } }), // prettier-ignore
        ],
        trust: ruleOf("trust", "us-east-1", { detail: { requestParameters: { sAMLProviderArn: [{ suffix: "_DO_NOT_DELETE" }] } } }),
      }),
      stackFacts,
    },
    "a home that is the global region": {
      given: four({ center: ruleOf("center", "us-east-1", PATTERNS.center) }),
      stackFacts: { ...stackFacts, homeRegion: "us-east-1" },
    },
    "no word of home and account": { given: four({ center: ruleOf("center", "us-east-1", PATTERNS.center) }) },
    "GovCloud's region from a home in GovCloud": {
      given: four(Object.fromEntries((Object.keys(PATTERNS) as Kind[]).map((kind) => [kind, ruleOf(kind, kind === "center" ? "us-gov-east-1" : "us-gov-west-1", PATTERNS[kind])]))), // prettier-ignore
      stackFacts: { ...stackFacts, homeRegion: "us-gov-east-1" },
    },
    "China's region from a home in China": {
      given: four(Object.fromEntries((Object.keys(PATTERNS) as Kind[]).map((kind) => [kind, ruleOf(kind, kind === "center" ? "cn-northwest-1" : "cn-north-1", PATTERNS[kind])]))), // prettier-ignore
      stackFacts: { ...stackFacts, homeRegion: "cn-northwest-1" },
    },
    "nothing, in development": { given: [ONE], stackFacts: { stage: "development" } },
    "nothing, where the only user is another": { given: [ADA], stackFacts },
  },
  notes: {
    "none at all": { given: [ONE], says: ["Nobody hears of changes by hand; federation:alarms.changes makes the rules."] },
    "a pattern that is not known yet": {
      given: four({ center: ruleOf("center", HOME, UNKNOWN) }),
      stackFacts,
      says: ["breakglass-change-alarm cannot judge eventPattern of center-eu-west-1 before it is known; pulumi up judges it again."],
    },
  },
  notApplicable,
});
