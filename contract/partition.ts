/**
 * AWS partitions: which one a region belongs to, and the host names that Identity Center uses in it.
 */
export type Partition = "aws" | "aws-us-gov" | "aws-cn";

/** A region's name, such as `eu-west-1` or `us-gov-west-1`. */
export const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/**
 * The partition of a region, told by its name as AWS does. @see
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 */
export function partitionOf(region: string): Partition {
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return region.startsWith("cn-") ? "aws-cn" : "aws";
}

/** Domain of AWS's regional endpoints in a partition, and of those service principals that bear it. */
export function endpointDomain(partition: Partition): string {
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

const SIGN_IN_DOMAINS: Readonly<Record<Partition, string>> = {
  aws: "signin.aws.amazon.com",
  "aws-us-gov": "signin.amazonaws-us-gov.com",
  "aws-cn": "signin.amazonaws.cn",
};

/** Domain of AWS's sign-in in a partition: of IAM users, and of Identity Center's SAML audience. */
export function signInDomain(partition: Partition): string {
  return SIGN_IN_DOMAINS[partition];
}

/**
 * Hosts at which Identity Center takes SAML assertions: IPv4, dual-stack, and the form of instances made before
 * February 2026.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/multi-region-workforce-access.html (commercial
 * regions; the hosts of the other partitions follow their sign-in domains).
 */
export function acsHosts(region: string): readonly string[] {
  switch (partitionOf(region)) {
    case "aws":
      return [`${region}.signin.aws`, `${region}.sso.signin.aws`, `${region}.signin.aws.amazon.com`];
    case "aws-us-gov":
      return [`${region}.signin.amazonaws-us-gov.com`, `${region}.sso.signin.amazonaws-us-gov.com`, `${region}.signin.aws`];
    case "aws-cn":
      return [`${region}.signin.amazonaws.cn`, `${region}.sso.signin.amazonaws.cn`, `${region}.signin.amazonaws.com.cn`];
  }
}

/**
 * Host of Identity Center's SCIM endpoint. @see
 * https://docs.aws.amazon.com/singlesignon/latest/developerguide/what-is-scim.html
 */
export function scimHost(region: string): string {
  return `scim.${region}.${endpointDomain(partitionOf(region))}`;
}

/** Domains under which the AWS access portal lives in a partition. */
export function portalDomains(region: string): readonly string[] {
  return partitionOf(region) === "aws-cn" ? ["awsapps.cn"] : ["awsapps.com", "portal.amazonaws.com", "app.aws"];
}

const CONSOLE_DOMAINS: Readonly<Record<Partition, string>> = {
  aws: "console.aws.amazon.com",
  "aws-us-gov": "console.amazonaws-us-gov.com",
  "aws-cn": "console.amazonaws.cn",
};

/** Domain of the AWS console in the partition of a region. */
export function consoleDomain(region: string): string {
  return CONSOLE_DOMAINS[partitionOf(region)];
}

const GLOBAL_REGIONS: Readonly<Record<Partition, string>> = { aws: "us-east-1", "aws-us-gov": "us-gov-west-1", "aws-cn": "cn-northwest-1" };

/** Region in which a partition's global services (Organizations, the tags of its accounts) answer. */
export function globalRegion(region: string): string {
  return GLOBAL_REGIONS[partitionOf(region)];
}

/** ARN of an AWS-managed policy given by path and name, such as `job-function/Billing`. */
export function awsManagedArn(policy: string, partition: Partition): string {
  return `arn:${partition}:iam::aws:policy/${policy}`;
}
