import { randomBytes, randomUUID } from "node:crypto";
import { builtInStrengths } from "./authentication-strength";
import { graphTime, type Clock } from "./clock";
import type {
  Application,
  AppRoleAssignment,
  AuthenticationStrength,
  ClaimsMappingPolicy,
  CustomClaimsPolicy,
  ConditionalAccessPolicy,
  Group,
  NamedLocation,
  ServicePrincipal,
  User,
} from "./entities";
import { guidOf } from "./identifier";
import { Relations } from "./relations";
import type { Settings } from "./settings";
import { Table, type Identified } from "./table";

/** Kinds of directory objects and the type name that Graph gives them. */
export type ObjectKind = "user" | "group" | "servicePrincipal" | "application";

/** A directory object with its kind. */
export interface Found {
  readonly kind: ObjectKind;
  readonly object: Identified & { readonly displayName?: unknown };
}

/** A deleted object, which the directory keeps for 30 days. */
export interface Deleted extends Found {
  readonly deletedDateTime: string;
}

/** All that the tenant holds: objects, the references between them, what was deleted and what was logged. */
export class Directory {
  readonly relations = new Relations();
  readonly applications: Table<Application>;
  readonly servicePrincipals: Table<ServicePrincipal>;
  readonly users = new Table<User>();
  readonly groups: Table<Group>;
  readonly appRoleAssignments = new Table<AppRoleAssignment>();
  readonly claimsMappingPolicies = new Table<ClaimsMappingPolicy>();
  /** By the id of the service principal. */
  readonly customClaimsPolicies = new Map<string, CustomClaimsPolicy>();
  readonly namedLocations: Table<NamedLocation>;
  readonly authenticationStrengths: Table<AuthenticationStrength>;
  readonly conditionalAccessPolicies: Table<ConditionalAccessPolicy>;
  /** Key bytes and private keys of signing certificates, by keyId. Never in an answer but where Graph shows them. */
  readonly certificateKeys = new Map<string, string>();
  readonly deleted = new Map<string, Deleted>();
  /** When an assignment was made (milliseconds of the system's clock), and how long provisioning was not to see it. */
  private readonly assigned = new Map<string, { readonly at: number; readonly unseenSeconds: number }>();
  /** Newest last. */
  readonly signIns: Identified[] = [];
  /** Newest last. */
  readonly provisioningEvents: Identified[] = [];
  /** Newest last. */
  readonly directoryAudits: Identified[] = [];
  /** A tenant with security defaults cannot have enabled Conditional Access policies. */
  securityDefaultsEnabled = false;
  /** Called with the id of each service principal that goes. */
  onServicePrincipalDeleted: (id: string) => void = () => {};

  constructor(
    readonly tenantId: string,
    readonly clock: Clock,
    private readonly settings: Settings,
  ) {
    const delay = (): number => settings.replicationDelayMs;
    this.applications = new Table(delay);
    this.servicePrincipals = new Table(delay);
    this.groups = new Table(delay);
    this.namedLocations = new Table(delay);
    this.conditionalAccessPolicies = new Table(delay);
    this.authenticationStrengths = new Table(delay);
    for (const strength of builtInStrengths()) this.authenticationStrengths.add(strength, 0);
  }

  /** Now, as Graph writes it. */
  now(): string {
    return graphTime(this.clock.now());
  }

  /** The visible object with this id, whatever its kind. */
  find(id: string): Found | undefined {
    const tables: [ObjectKind, Table<Identified>][] = [
      ["user", this.users],
      ["group", this.groups],
      ["servicePrincipal", this.servicePrincipals],
      ["application", this.applications],
    ];
    for (const [kind, table] of tables) {
      const object = table.find(id);
      if (object !== undefined) return { kind, object };
    }
    return undefined;
  }

  /** The objects behind a named reference, typed as Graph's lists of directory objects are. */
  referenced(id: string, name: string): ({ "@odata.type": string } & Identified)[] {
    return this.relations.list(id, name).flatMap((target) => {
      const found = this.find(target);
      return found === undefined ? [] : [{ "@odata.type": `#microsoft.graph.${found.kind}`, ...found.object }];
    });
  }

  /** Groups that have the object as a member, through other groups too when `nested`. */
  groupsOf(id: string, nested: boolean, seen = new Set<string>()): Group[] {
    return this.relations.sources(id, "members").flatMap((source) => {
      const group = this.groups.find(source);
      if (group === undefined || seen.has(group.id)) return [];
      seen.add(group.id);
      return nested ? [group, ...this.groupsOf(group.id, true, seen)] : [group];
    });
  }

  /** Adds a user with Graph's defaults. */
  newUser(attributes: Partial<User> & { userPrincipalName: string }, id: string = randomUUID()): User {
    const blank = {
      businessPhones: [],
      givenName: null,
      jobTitle: null,
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: null,
      surname: null,
    };
    return this.users.add({
      ...blank,
      displayName: null,
      mail: null,
      accountEnabled: true,
      userType: "Member",
      mailNickname: attributes.userPrincipalName.split("@")[0],
      createdDateTime: this.now(),
      deletedDateTime: null,
      ...attributes,
      id,
    });
  }

  /**
   * Adds a group with Graph's defaults; null properties are explicit, because the official provider tells null from
   * absent.
   */
  newGroup(attributes: Partial<Group> & { displayName: string }, id: string = randomUUID()): Group {
    return this.groups.add({
      description: null,
      groupTypes: [],
      isAssignableToRole: null,
      mail: null,
      mailEnabled: false,
      mailNickname: guidOf("nickname", id).slice(0, 10),
      membershipRule: null,
      membershipRuleProcessingState: null,
      securityEnabled: true,
      visibility: null,
      createdDateTime: this.now(),
      deletedDateTime: null,
      renewedDateTime: this.now(),
      resourceBehaviorOptions: [],
      resourceProvisioningOptions: [],
      ...attributes,
      id,
    });
  }

  /** Adds an app role assignment, which provisioning sees after a while. */
  assign(assignment: Omit<AppRoleAssignment, "id" | "createdDateTime">): AppRoleAssignment {
    const id = randomBytes(32).toString("base64url");
    this.assigned.set(id, { at: Date.now(), unseenSeconds: this.settings.assignmentDelaySeconds });
    return this.appRoleAssignments.add({ id, createdDateTime: this.now(), ...assignment });
  }

  /** Deletes a directory object softly, with all that hangs on it: an application takes its service principal along. */
  delete({ kind, object }: Found): void {
    const table: Table<Identified> = {
      user: this.users,
      group: this.groups,
      servicePrincipal: this.servicePrincipals,
      application: this.applications,
    }[kind];
    table.delete(object.id);
    this.relations.forget(object.id);
    this.deleted.set(object.id.toLowerCase(), { kind, object, deletedDateTime: this.now() });
    for (const assignment of this.appRoleAssignments.everything()) {
      if (assignment.principalId === object.id || assignment.resourceId === object.id) this.unassign(assignment.id);
    }
    if (kind === "servicePrincipal") this.onServicePrincipalDeleted(object.id);
    this.customClaimsPolicies.delete(object.id);
    if (kind !== "application") return;
    const { appId } = object as Application;
    for (const principal of this.servicePrincipals.everything().filter((candidate) => candidate.appId === appId)) {
      this.delete({ kind: "servicePrincipal", object: principal });
    }
  }

  /** Whether provisioning sees an assignment yet; a delay that was made shorter since then counts as it is now. */
  isSeen(id: string): boolean {
    const assigned = this.assigned.get(id);
    if (assigned === undefined) return true;
    return Date.now() >= assigned.at + Math.min(assigned.unseenSeconds, this.settings.assignmentDelaySeconds) * 1000;
  }

  /** Removes an assignment. */
  unassign(id: string): boolean {
    this.assigned.delete(id);
    return this.appRoleAssignments.delete(id);
  }
}
