import { type Case, itTells, set } from "../bad-input";

const cases: readonly Case[] = [
  {
    name: "a set's name that is almost an archetype's",
    wrong: set("Data-Enginer-RW", { buckets: ["acme-lake"] }),
    sentences: [
      'federation:permissionSets.Data-Enginer-RW is almost the archetype Data-Engineer-RW: write "Data-Engineer-RW", or a name that is clearly another.',
    ],
    right: set("Data-Engineer-RW", { buckets: ["acme-lake"] }),
  },
  {
    name: "two sets that differ in case only",
    wrong: { permissionSets: { Own: { managedPolicies: ["A"] }, own: { managedPolicies: ["A"] } } },
    sentences: ["federation:permissionSets.own is the same role as Own to AWS, which ignores case: write one of them."],
    right: { permissionSets: { Own: { managedPolicies: ["A"] }, Owner: { managedPolicies: ["A"] } } },
  },
  {
    name: "an archetype's fixed flag taken back",
    wrong: set("Developer", { nonProductionOnly: false }),
    sentences: [
      "federation:permissionSets.Developer.nonProductionOnly is false: the runbook fixes this for Developer; remove it, or make a set of your own.",
    ],
    right: set("Developer", { nonProductionOnly: true }),
  },
  {
    name: "a bucket with a wildcard",
    wrong: set("Data-Engineer-RW", { buckets: ["acme-*"] }),
    sentences: [
      'federation:permissionSets.Data-Engineer-RW.buckets[0] is "acme-*": write whole bucket names without wildcards, one entry a bucket: a wildcard also matches buckets of others.',
    ],
    right: set("Data-Engineer-RW", { buckets: ["acme-${aws:PrincipalAccount}"] }),
  },
  {
    name: "a bucket's URL",
    wrong: set("Data-Engineer-RW", { buckets: ["s3://acme-lake/raw"] }),
    sentences: [
      'federation:permissionSets.Data-Engineer-RW.buckets[0] is "s3://acme-lake/raw": write the bucket\'s name alone, "acme-lake".',
    ],
    right: set("Data-Engineer-RW", { buckets: ["acme-lake"] }),
  },
  ...["Acme", "ab", "a..b", "192.168.1.1", "xn--lake", "lake-s3alias", "-lake", "lake_raw"].map((bucket) => ({
    name: `the bucket name ${bucket}`,
    wrong: set("Data-Engineer-RW", { buckets: [bucket] }),
    sentences: [
      `federation:permissionSets.Data-Engineer-RW.buckets[0] is "${bucket}": write the name of an S3 bucket: 3 to 63 lower-case letters, digits, dots and hyphens.`,
    ],
    right: set("Data-Engineer-RW", { buckets: ["lake.raw-1"] }),
  })),
  {
    name: "analysts without a result bucket",
    wrong: set("Data-Analyst-RO", { buckets: ["acme-lake"] }),
    sentences: [
      "federation:permissionSets.Data-Analyst-RO.resultBucket is missing: write the name of an S3 bucket: 3 to 63 lower-case letters, digits, dots and hyphens.",
    ],
    right: set("Data-Analyst-RO", { buckets: ["acme-lake"], resultBucket: "acme-results" }),
  },
  {
    name: "results among the data",
    wrong: set("Data-Analyst-RO", { buckets: ["acme-lake"], resultBucket: "acme-lake" }),
    sentences: [
      'federation:permissionSets.Data-Analyst-RO.resultBucket is "acme-lake": analysts would write among the data; write a bucket that is not in buckets, or add resultPrefix.',
    ],
    right: set("Data-Analyst-RO", { buckets: ["acme-lake"], resultBucket: "acme-lake", resultPrefix: "results" }),
  },
];

describe("settings of archetypes: every mistake", () => itTells(cases));
