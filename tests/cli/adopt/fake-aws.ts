import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { guardAnswer, queryAnswer } from "./fake-guard";

/** A permission set that somebody made by hand. */
export interface HandMadeSet {
  readonly name: string;
  readonly description?: string;
  readonly session?: string;
  readonly relayState?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly managed?: readonly string[];
  readonly customer?: readonly { readonly name: string; readonly path: string }[];
  /** Text, as it was put. */
  readonly inline?: string;
  readonly boundary?: string;
}

/** An organization with Identity Center, as it was clicked. */
export interface HandMadeEstate {
  readonly management: string;
  readonly caller?: string;
  /** Owner of the instance, where it is not the management account's. */
  readonly owner?: string;
  readonly instance?: false;
  readonly accounts: readonly {
    readonly id: string;
    readonly name: string;
    readonly unit?: string;
    readonly state?: string;
    readonly tags?: Readonly<Record<string, string>>;
  }[];
  readonly units?: readonly string[];
  readonly sets: readonly HandMadeSet[];
  readonly groups: readonly { readonly id: string; readonly name: string; readonly externalId?: string }[];
  readonly users?: readonly { readonly id: string; readonly name: string }[];
  readonly assignments: readonly {
    readonly set: string;
    readonly account: string;
    readonly principal: string;
    readonly type?: "USER" | "GROUP";
  }[];
  readonly attributes?: Readonly<Record<string, string>>;
  /**
   * IAM users of the management account, each with the policy AdministratorAccess; the trail, too, where there are any.
   */
  readonly iamUsers?: readonly string[];
}

type Body = Record<string, unknown>;

const PAGE = 50;

/**
 * The AWS API over such an estate, page by page, with whatever is forbidden; nothing of this project but the test
 * itself.
 */
export class FakeAws {
  readonly calls = new Map<string, number>();
  /** Everything that was asked, as IAM calls the action. */
  readonly actions = new Set<string>();
  readonly instanceArn = "arn:aws:sso:::instance/ssoins-1111222233334444";
  private readonly server: Server;

  private constructor(
    private readonly estate: HandMadeEstate,
    /** Whether a call is refused with AccessDeniedException. */
    private readonly forbidden: (operation: string, input: Body) => boolean,
  ) {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  static async start(estate: HandMadeEstate, forbidden: (operation: string, input: Body) => boolean = () => false): Promise<FakeAws> {
    const fake = new FakeAws(estate, forbidden);
    await new Promise<void>((resolve) => fake.server.listen(0, "127.0.0.1", resolve));
    return fake;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get total(): number {
    return [...this.calls.values()].reduce((sum, count) => sum + count, 0);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  setArn(name: string): string {
    const index = this.estate.sets.findIndex((set) => set.name === name);
    return `arn:aws:sso:::permissionSet/ssoins-1111222233334444/ps-${String(index).padStart(16, "0")}`;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const target = request.headers["x-amz-target"];
    const form = new URLSearchParams(typeof target === "string" ? "" : text);
    const operation = typeof target === "string" ? (target.split(".").at(-1) ?? "") : (form.get("Action") ?? "");
    this.calls.set(operation, (this.calls.get(operation) ?? 0) + 1);
    const [, service = ""] = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? "") ?? [];
    this.actions.add(`${service === "tagging" ? "tag" : service}:${operation}`);
    if (typeof target !== "string") {
      response.setHeader("content-type", "text/xml");
      const refused = this.forbidden(operation, Object.fromEntries(form));
      const { status, body } = queryAnswer(refused ? "" : operation, this.estate);
      response.statusCode = status;
      response.end(body);
      return;
    }
    const input = JSON.parse(text === "" ? "{}" : text) as Body;
    response.setHeader("content-type", "application/x-amz-json-1.1");
    const answer = this.forbidden(operation, input) ? error("AccessDeniedException", "not authorized") : this.answer(operation, input);
    response.statusCode = "__type" in answer ? 400 : 200;
    response.end(JSON.stringify(answer));
  }

  private answer(operation: string, input: Body): Body {
    const { accounts, units = [], sets, groups, users = [], assignments, management } = this.estate;
    const set = sets.find(({ name }) => this.setArn(name) === (input["PermissionSetArn"] ?? input["ResourceArn"]));
    const held = assignments.filter((one) => one.set === set?.name);
    const inUnit = (path: string) => `ou-${path}`;
    switch (operation) {
      case "DescribeOrganization":
        return { Organization: { Id: "o-1234567890", MasterAccountId: management, FeatureSet: "ALL" } };
      case "ListAccounts":
        return paged(
          "Accounts",
          accounts.map(({ id, name, state = "ACTIVE" }) => ({ Id: id, Name: name, Status: state })),
          input,
        );
      case "ListRoots":
        return { Roots: [{ Id: "r-1" }] };
      case "ListOrganizationalUnitsForParent": {
        const parent = String(input["ParentId"]).replace(/^ou-/, "");
        const prefix = parent === "r-1" ? "" : `${parent}/`;
        const below = units.filter((path) => path.startsWith(prefix) && !path.slice(prefix.length).includes("/") && path !== parent);
        return { OrganizationalUnits: below.map((path) => ({ Id: inUnit(path), Name: path.slice(prefix.length) })) };
      }
      case "ListAccountsForParent":
        return paged(
          "Accounts",
          accounts.filter(({ unit }) => unit !== undefined && inUnit(unit) === input["ParentId"]).map(({ id }) => ({ Id: id })),
          input,
        );
      case "ListDelegatedAdministrators":
        return { DelegatedAdministrators: [] };
      case "GetResources":
        return {
          ResourceTagMappingList: accounts.map(({ id, tags = {} }) => ({
            ResourceARN: `arn:aws:organizations::${management}:account/o-1234567890/${id}`,
            Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
          })),
        };
      case "ListInstances":
        return this.estate.instance === false
          ? { Instances: [] }
          : {
              Instances: [
                { InstanceArn: this.instanceArn, IdentityStoreId: "d-9367abcdef", OwnerAccountId: this.estate.owner ?? management },
              ],
            };
      case "ListPermissionSets":
        return paged(
          "PermissionSets",
          sets.map(({ name }) => this.setArn(name)),
          input,
        );
      case "DescribePermissionSet":
        return {
          PermissionSet: {
            Name: set?.name,
            PermissionSetArn: input["PermissionSetArn"],
            Description: set?.description,
            SessionDuration: set?.session ?? "PT1H",
            RelayState: set?.relayState,
          },
        };
      case "ListTagsForResource":
        return { Tags: Object.entries(set?.tags ?? {}).map(([Key, Value]) => ({ Key, Value })) };
      case "ListManagedPoliciesInPermissionSet":
        return { AttachedManagedPolicies: (set?.managed ?? []).map((name) => ({ Name: name, Arn: `arn:aws:iam::aws:policy/${name}` })) };
      case "ListCustomerManagedPolicyReferencesInPermissionSet":
        return { CustomerManagedPolicyReferences: (set?.customer ?? []).map(({ name, path }) => ({ Name: name, Path: path })) };
      case "GetInlinePolicyForPermissionSet":
        return { InlinePolicy: set?.inline ?? "" };
      case "GetPermissionsBoundaryForPermissionSet":
        return set?.boundary === undefined
          ? error("ResourceNotFoundException", "no boundary")
          : { PermissionsBoundary: { ManagedPolicyArn: `arn:aws:iam::aws:policy/${set.boundary}` } };
      case "ListAccountsForProvisionedPermissionSet":
        return paged("AccountIds", [...new Set(held.map(({ account }) => account))], input);
      case "ListAccountAssignments":
        return paged(
          "AccountAssignments",
          held
            .filter(({ account }) => account === input["AccountId"])
            .map(({ principal, type = "GROUP" }) => ({ PrincipalId: principal, PrincipalType: type })),
          input,
        );
      case "DescribeInstanceAccessControlAttributeConfiguration":
        return this.estate.attributes === undefined
          ? error("ResourceNotFoundException", "off")
          : {
              InstanceAccessControlAttributeConfiguration: {
                AccessControlAttributes: Object.entries(this.estate.attributes).map(([Key, source]) => ({
                  Key,
                  Value: { Source: [source] },
                })),
              },
            };
      case "ListGroups":
        return paged(
          "Groups",
          groups.map(({ id, name, externalId }) => ({
            GroupId: id,
            DisplayName: name,
            ExternalIds: externalId === undefined ? [] : [{ Issuer: "https://scim.aws.com/x", Id: externalId }],
          })),
          input,
        );
      case "DescribeUser": {
        const user = users.find(({ id }) => id === input["UserId"]);
        return user === undefined ? error("ResourceNotFoundException", "no user") : { UserId: user.id, UserName: user.name };
      }
      default:
        return guardAnswer(operation, this.estate) ?? error("UnknownOperationException", operation);
    }
  }
}

function paged(key: string, items: readonly unknown[], input: Body): Body {
  const from = Number(input["NextToken"] ?? 0);
  const size = Number(input["MaxResults"] ?? PAGE);
  const more = from + size < items.length ? { NextToken: String(from + size) } : {};
  return { [key]: items.slice(from, from + size), ...more };
}

function error(name: string, message: string): Body {
  return { __type: name, message };
}
