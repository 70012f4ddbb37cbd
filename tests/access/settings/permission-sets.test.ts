import { type Case, itTells, own, set } from "../bad-input";

const cases: readonly Case[] = [
  {
    name: "a session of half an hour",
    wrong: own({ sessionHours: 0.5 }),
    sentences: ["federation:permissionSets.Own.sessionHours is 0.5: write whole hours from 1 to 12, such as 8."],
    right: own({ sessionHours: 1 }),
  },
  {
    name: "a session of thirteen hours",
    wrong: own({ sessionHours: 13 }),
    sentences: ["federation:permissionSets.Own.sessionHours is 13: write whole hours from 1 to 12, such as 8."],
    right: own({ sessionHours: 12 }),
  },
  {
    name: "a session as ISO 8601",
    wrong: own({ sessionHours: "PT8H" }),
    sentences: ['federation:permissionSets.Own.sessionHours is "PT8H": write the hours as a number, 8.'],
    right: own({ sessionHours: 8 }),
  },
  {
    name: "a description that AWS refuses",
    wrong: own({ description: "Reads — and only reads." }),
    sentences: [
      'federation:permissionSets.Own.description is "Reads — and only reads.": AWS does not take the character "—" (U+2014); write plain Latin letters and punctuation.',
    ],
    right: own({ description: "Liest – nein: liest Zürichs Konten.".replace("–", "-") }),
  },
  {
    name: "an empty description",
    wrong: own({ description: " " }),
    sentences: ['federation:permissionSets.Own.description is " ": write 1 to 700 characters; this has 0.'],
    right: own({ description: "x".repeat(700) }),
  },
  {
    name: "a managed policy by ARN",
    wrong: own({ managedPolicies: ["arn:aws:iam::aws:policy/job-function/Billing"] }),
    sentences: [
      'federation:permissionSets.Own.managedPolicies[0] is "arn:aws:iam::aws:policy/job-function/Billing": write it without its ARN, "job-function/Billing".',
    ],
    right: own({ managedPolicies: ["job-function/Billing"] }),
  },
  {
    name: "a customer-managed policy among the managed ones",
    wrong: own({ managedPolicies: ["arn:aws:iam::123456789012:policy/mine"] }),
    sentences: [
      "federation:permissionSets.Own.managedPolicies[0] is a customer-managed policy: write its name and path under customerManagedPolicies.",
    ],
    right: own({ customerManagedPolicies: ["mine", { name: "yours", path: "/team/" }] }),
  },
  {
    name: "a job function without its path",
    wrong: own({ managedPolicies: ["NetworkAdministrator"] }),
    sentences: [
      'federation:permissionSets.Own.managedPolicies[0] is "NetworkAdministrator": write it with its path, "job-function/NetworkAdministrator".',
    ],
    right: own({ managedPolicies: ["job-function/NetworkAdministrator"] }),
  },
  {
    name: "a customer-managed policy with half a path",
    wrong: own({ customerManagedPolicies: [{ name: "mine", path: "team" }] }),
    sentences: [
      'federation:permissionSets.Own.customerManagedPolicies[0].path is "team": write a path that begins and ends with a slash, such as /team/.',
    ],
    right: own({ customerManagedPolicies: [{ name: "mine", path: "/team/" }] }),
  },
  {
    name: "more than 25 policies",
    wrong: own({
      managedPolicies: Array.from({ length: 20 }, (_, n) => `P${n}`),
      customerManagedPolicies: Array.from({ length: 6 }, (_, n) => `C${n}`),
    }),
    sentences: ["federation:permissionSets.Own has 26 managed and customer-managed policies, and AWS takes 25: join some of them."],
    right: own({
      managedPolicies: Array.from({ length: 20 }, (_, n) => `P${n}`),
      customerManagedPolicies: Array.from({ length: 5 }, (_, n) => `C${n}`),
    }),
  },
  {
    name: "a set that grants nothing",
    wrong: set("Own", { description: "Nothing." }),
    sentences: ["federation:permissionSets.Own grants nothing: write managedPolicies, customerManagedPolicies or inlinePolicy."],
    right: set("Own", { customerManagedPolicies: ["mine"] }),
  },
  {
    name: "two boundaries",
    wrong: own({ permissionsBoundary: { managedPolicy: "PowerUserAccess", customerManagedPolicy: "mine" } }),
    sentences: [
      "federation:permissionSets.Own.permissionsBoundary needs either managedPolicy or customerManagedPolicy: write exactly one of them.",
    ],
    right: own({ permissionsBoundary: { customerManagedPolicy: { name: "mine" } } }),
  },
  {
    name: "a relay state that leads elsewhere",
    wrong: own({ relayState: "https://console.aws.amazon.com.evil.example/" }),
    sentences: [
      'federation:permissionSets.Own.relayState is "https://console.aws.amazon.com.evil.example/": write a URL of the AWS console that begins with https://, up to 240 characters.',
    ],
    right: own({ relayState: "https://eu-west-1.console.aws.amazon.com/athena/home?region=eu-west-1#/query-editor" }),
  },
  {
    name: "a set's name that AWS refuses",
    wrong: set("Own set", { managedPolicies: ["SecurityAudit"] }),
    sentences: ['federation:permissionSets["Own set"] is no name of a permission set: write 1 to 32 letters, digits and +=,.@_-.'],
    right: set("Own.set+1", { managedPolicies: ["SecurityAudit"] }),
  },
  {
    name: "a set's name of 33 characters",
    wrong: set("x".repeat(33), { managedPolicies: ["SecurityAudit"] }),
    sentences: [`federation:permissionSets.${"x".repeat(33)} is no name of a permission set: write 1 to 32 letters, digits and +=,.@_-.`],
    right: set("x".repeat(32), { managedPolicies: ["SecurityAudit"] }),
  },
];

describe("settings of permission sets: every mistake", () => itTells(cases));
