import type { PolicyComplianceFramework } from "@pulumi/policy";

/** Where a rule comes from: the runbook, and what public benchmarks say of the same thing. */
export interface Standards {
  /** Ids of the runbook, such as `R5.6`. */
  readonly runbook: readonly string[];
  /** Recommendations of the CIS AWS Foundations Benchmark v3.0.0. */
  readonly cis?: readonly string[];
  /** Best practices of the AWS Well-Architected Framework's security pillar. */
  readonly wellArchitected?: readonly string[];
  /** Policies of CISA's Secure Configuration Baseline for Microsoft Entra ID. */
  readonly cisa?: readonly string[];
  /** Tests of Maester, the test framework for Microsoft 365. */
  readonly maester?: readonly string[];
}

const CIS = {
  name: "CIS Amazon Web Services Foundations Benchmark",
  version: "3.0.0",
  specification: "https://www.cisecurity.org/benchmark/amazon_web_services",
};
const WELL_ARCHITECTED = {
  name: "AWS Well-Architected Framework, Security Pillar",
  version: "2024",
  specification: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/welcome.html",
};
const CISA = {
  name: "CISA Secure Configuration Baseline for Microsoft Entra ID",
  version: "1.5",
  specification: "https://github.com/cisagov/ScubaGear/blob/main/PowerShell/ScubaGear/baselines/aad.md",
};
const MAESTER = { name: "Maester", version: "1", specification: "https://maester.dev/docs/tests/" };

/** The one reference that Pulumi has room for: the most specific of the benchmarks that know the rule. */
export function frameworkOf({ cis, wellArchitected, cisa, maester }: Standards): PolicyComplianceFramework | undefined {
  for (const [framework, ids] of [
    [CIS, cis],
    [CISA, cisa],
    [WELL_ARCHITECTED, wellArchitected],
    [MAESTER, maester],
  ] as const) {
    const reference = ids?.[0];
    if (reference !== undefined) return { ...framework, reference };
  }
  return undefined;
}

/** Every id as a tag, such as `runbook:R5.6`. */
export function tagsOf({ runbook, cis = [], wellArchitected = [], cisa = [], maester = [] }: Standards): string[] {
  return [
    ...runbook.map((id) => `runbook:${id}`),
    ...cis.map((id) => `cis-aws:${id}`),
    ...wellArchitected.map((id) => `aws-well-architected:${id}`),
    ...cisa.map((id) => `cisa:${id}`),
    ...maester.map((id) => `maester:${id}`),
  ];
}
