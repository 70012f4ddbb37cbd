/**
 * An AWS of this process for measurements: as many accounts, sets and assignments as wanted, with latency and the
 * documented rates.
 */
import { LocalServer } from "../engine/local-server";
import type { Size } from "./size";
import { accountId, groupName, objectId, placesOf, setName } from "./size";

/** Milliseconds that every answer takes. */
const LATENCY_MS = 20;
/** Requests a second, by the service's name in its targets. */
const RATES: Readonly<Record<string, number>> = { SWBExternalService: 20, AWSIdentityStore: 20 };

type Parameters = Readonly<Record<string, unknown>>;

/** A service that listens, and what it was asked. */
export class LocalAws extends LocalServer {
  calls = 0;
  throttled = 0;
  private readonly recent = new Map<string, number[]>();

  /** @param slow with latency and rates; without, to count calls only. */
  constructor(
    private readonly size: Size,
    private readonly slow = true,
  ) {
    super((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const [target, text] = [String(request.headers["x-amz-target"] ?? ""), Buffer.concat(chunks).toString("utf8")];
        setTimeout(
          () => {
            this.calls += 1;
            if (!this.allowed(target.split(".")[0] ?? "")) {
              this.throttled += 1;
              response.writeHead(400, { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": "ThrottlingException" });
              response.end('{"__type":"ThrottlingException","message":"Rate exceeded"}');
              return;
            }
            if (target === "") {
              response.writeHead(200, { "content-type": "text/xml" });
              response.end(`<R><GetCallerIdentityResult><Account>${accountId(0)}</Account></GetCallerIdentityResult></R>`);
              return;
            }
            const answer = this.answer(target.split(".").at(-1) ?? "", JSON.parse(text || "{}") as Parameters);
            response.writeHead("__type" in answer ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
            response.end(JSON.stringify(answer));
          },
          slow ? LATENCY_MS : 0,
        );
      });
    });
  }

  private allowed(service: string): boolean {
    const rate = RATES[service];
    if (rate === undefined || !this.slow) return true;
    const now = performance.now();
    const recent = (this.recent.get(service) ?? []).filter((time) => now - time < 1000);
    this.recent.set(service, recent);
    if (recent.length >= rate) return false;
    recent.push(now);
    return true;
  }

  /** Assignments of a group, by its index. */
  private heldBy(group: number): object[] {
    const sets = Array.from({ length: this.size.sets }, (_, set) => ({ set, ...placesOf(this.size, set) }));
    return sets
      .filter(({ groups }) => groups.includes(group))
      .flatMap(({ set, accounts }) =>
        accounts.map((account) => ({
          AccountId: accountId(account),
          PermissionSetArn: `arn:aws:sso:::permissionSet/ssoins-1111222233334444/ps-${set}`,
          PrincipalId: `g-${group}`,
          PrincipalType: "GROUP",
        })),
      );
  }

  private answer(operation: string, parameters: Parameters): Record<string, unknown> {
    const { accounts, sets, groups } = this.size;
    const set = Number(/(\d+)$/.exec(String(parameters["PermissionSetArn"] ?? ""))?.[1] ?? 0);
    const listed = (member: string, length: number, item: (index: number) => unknown, most = 100): Record<string, unknown> => {
      const from = Number(parameters["NextToken"] ?? 0);
      const items = Array.from({ length: Math.min(most, length - from) }, (_, index) => item(from + index));
      return { [member]: items, ...(from + most < length ? { NextToken: String(from + most) } : {}) };
    };
    switch (operation) {
      case "ListInstances":
        return { Instances: [{ InstanceArn: "arn:aws:sso:::instance/ssoins-1111222233334444", IdentityStoreId: "d-9367abcdef" }] };
      case "ListPermissionSets":
        return listed("PermissionSets", sets, (index) => `arn:aws:sso:::permissionSet/ssoins-1111222233334444/ps-${index}`);
      case "DescribePermissionSet":
        return { PermissionSet: { Name: setName(set), Description: setName(set), SessionDuration: "PT8H" } };
      case "ListManagedPoliciesInPermissionSet":
        return { AttachedManagedPolicies: [{ Arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }] };
      case "GetPermissionsBoundaryForPermissionSet":
        return { __type: "ResourceNotFoundException", message: "none" };
      case "ListAccountsForProvisionedPermissionSet": {
        if (parameters["ProvisioningStatus"] !== undefined) return { AccountIds: [] };
        const places = placesOf(this.size, set);
        return listed("AccountIds", places.accounts.length, (index) => accountId(places.accounts[index]!));
      }
      case "ListAccountAssignments": {
        const its = placesOf(this.size, set).groups;
        return listed("AccountAssignments", its.length, (index) => ({ PrincipalId: `g-${its[index]}`, PrincipalType: "GROUP" }));
      }
      case "ListAccountAssignmentsForPrincipal": {
        const [kind, group] = String(parameters["PrincipalId"]).split("-");
        const its = kind === "g" ? this.heldBy(Number(group)) : [];
        return listed("AccountAssignments", its.length, (index) => its[index]);
      }
      case "ListUsers":
        return listed("Users", this.size.users, (index) => ({ UserId: `u-${index}`, UserName: `user-${index}@example.com` }));
      case "ListGroups":
        return listed("Groups", groups, (index) => ({
          GroupId: `g-${index}`,
          DisplayName: groupName(index),
          ExternalIds: [{ Id: objectId(index), Issuer: "entra" }],
        }));
      case "DescribeOrganization":
        return { Organization: { Id: "o-1234567890", FeatureSet: "ALL", MasterAccountId: accountId(0) } };
      case "ListAccounts":
        return listed("Accounts", accounts, (index) => ({ Id: accountId(index), Name: `account-${index}`, State: "ACTIVE" }), 20);
      case "ListRoots":
        return { Roots: [{ Id: "r-1" }] };
      case "ListOrganizationalUnitsForParent":
        return { OrganizationalUnits: parameters["ParentId"] === "r-1" ? [{ Id: "ou-1", Name: "Workloads" }] : [] };
      case "ListAccountsForParent":
        return listed("Accounts", accounts, (index) => ({ Id: accountId(index) }), 20);
      default:
        return {};
    }
  }
}
