import type { EnforcementLevel, ReportViolation } from "@pulumi/policy";

interface Report {
  readonly message: string;
  readonly urn: string;
  readonly enforcementLevel: EnforcementLevel;
}

/**
 * An advisory note from a rule of any level: without it a mandatory rule could only fail or be silent. The SDK takes an
 * object for that, which its types do not tell, and does not put the description before its message.
 */
export function advise(reportViolation: ReportViolation, description: string, message: string, urn: string): void {
  (reportViolation as unknown as (report: Report) => void)({ message: `${description}\n${message}`, urn, enforcementLevel: "advisory" });
}
