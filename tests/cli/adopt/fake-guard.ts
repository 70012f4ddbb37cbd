/** Guard of a hand-made estate, as IAM, CloudTrail, EventBridge and CloudWatch Logs answer. */

/** What of an estate they know. */
export interface GuardedEstate {
  readonly management: string;
  readonly caller?: string;
  readonly iamUsers?: readonly string[];
}

const MADE = "<CreateDate>2021-03-04T00:00:00Z</CreateDate>";

/** Answers of the services that speak XML; a refusal for what is not known. */
export function queryAnswer(operation: string, estate: GuardedEstate): { readonly status: number; readonly body: string } {
  const result = xml(operation, estate);
  if (result === undefined)
    return {
      status: 403,
      body: "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not authorized</Message></Error></ErrorResponse>",
    };
  return { status: 200, body: `<${operation}Response><${operation}Result>${result}</${operation}Result></${operation}Response>` };
}

function xml(operation: string, { caller, management, iamUsers = [] }: GuardedEstate): string | undefined {
  const none = (list: string): string => `<IsTruncated>false</IsTruncated><${list}/>`;
  switch (operation) {
    case "GetCallerIdentity":
      return `<Account>${caller ?? management}</Account>`;
    case "ListUsers":
      return `<IsTruncated>false</IsTruncated><Users>${iamUsers.map((name) => `<member><UserName>${name}</UserName></member>`).join("")}</Users>`;
    case "GetUser":
      return `<User><Path>/</Path>${MADE}</User>`;
    case "GetLoginProfile":
      return `<LoginProfile>${MADE}</LoginProfile>`;
    case "GetAccountPasswordPolicy":
      return "<PasswordPolicy><MinimumPasswordLength>14</MinimumPasswordLength></PasswordPolicy>";
    case "ListAttachedUserPolicies":
      return "<AttachedPolicies><member><PolicyArn>arn:aws:iam::aws:policy/AdministratorAccess</PolicyArn></member></AttachedPolicies>";
    case "ListUserPolicies":
      return none("PolicyNames");
    case "ListGroupsForUser":
      return none("Groups");
    case "ListMFADevices":
      return none("MFADevices");
    case "ListAccessKeys":
      return none("AccessKeyMetadata");
    case "ListSSHPublicKeys":
      return none("SSHPublicKeys");
    case "ListSigningCertificates":
      return none("Certificates");
    case "ListServiceSpecificCredentials":
      return none("ServiceSpecificCredentials");
    default:
      return undefined;
  }
}

/** Answers of the services that speak JSON. */
export function guardAnswer(operation: string, { management, iamUsers = [] }: GuardedEstate): Record<string, unknown> | undefined {
  const arn = `arn:aws:cloudtrail:eu-west-1:${management}:trail/organization`;
  switch (operation) {
    case "ListTrails":
      return { Trails: iamUsers.length === 0 ? [] : [{ TrailARN: arn, Name: "organization", HomeRegion: "eu-west-1" }] };
    case "GetTrail": {
      const CloudWatchLogsLogGroupArn = `arn:aws:logs:eu-west-1:${management}:log-group:trail:*`;
      return {
        Trail: { S3BucketName: "acme-trail", IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true, CloudWatchLogsLogGroupArn },
      };
    }
    case "GetTrailStatus":
      return { IsLogging: true };
    case "GetEventSelectors":
      return { EventSelectors: [] };
    case "ListRules":
      return { Rules: [] };
    case "DescribeMetricFilters":
      return { metricFilters: [{ filterName: "RootUse" }] };
    default:
      return undefined;
  }
}
