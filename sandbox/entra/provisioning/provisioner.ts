import type { Group, User } from "../entities";
import type { Job, Link } from "./job";
import type { Outcome } from "./journal";
import { changes, mapped, mappingsOf, missing, resourceOf, valuesIn, type Mapped } from "./mapping";
import { ScimError, type ScimClient, type ScimOperation } from "./scim-client";

/** Members in one PATCH; Identity Center takes at most 100. */
const BATCH = 50;

/** Brings single objects into the target, and out of it. Knows nothing of scope and schedule. */
export class Provisioner {
  /** Objects changed in the target so far. */
  exported = 0;

  /** @param report called with every outcome but "nothing to do" */
  constructor(
    private readonly job: Job,
    private readonly scim: ScimClient,
    private readonly report: (outcome: Outcome) => void,
  ) {}

  /** Creates, takes over or updates a user; undefined when the target has it already as it should be. */
  user(user: User): Promise<Outcome | undefined> {
    return this.object("User", user, user.displayName ?? user.userPrincipalName, this.job.users);
  }

  /**
   * The same for a group, then its members: those who are in the target and not yet, or no longer, in the group there.
   */
  async group(group: Group, members: readonly User[], mayRemove = true): Promise<Outcome | undefined> {
    const outcome = await this.object("Group", group, group.displayName, this.job.groups);
    const link = this.job.groups.get(group.id);
    if (link === undefined || outcome?.status === "failure") return outcome;
    return (await this.memberships(group, link, members, mayRemove)) ?? outcome;
  }

  /** Takes a user out: disabled when Entra still knows it, deleted when it is gone for good. */
  async retireUser(id: string, displayName: string, gone: boolean): Promise<Outcome | undefined> {
    const link = this.job.users.get(id);
    if (link === undefined || (!gone && link.sent?.["active"] === false)) return undefined;
    return this.attempt(
      { kind: "User", sourceId: id, displayName, action: gone ? "delete" : "disable", targetId: link.targetId },
      async () => {
        if (gone) {
          await this.scim.delete("Users", link.targetId);
          this.job.users.delete(id);
          return;
        }
        await this.scim.patch("Users", link.targetId, [{ op: "replace", path: "active", value: false }]).catch((error: unknown) => {
          // Deleted in the target behind our back: nothing is left to disable.
          if (isStatus(error, 404)) this.job.users.delete(id);
          else throw error;
        });
        link.sent = { ...link.sent, active: false };
      },
    );
  }

  /** Takes a group out of the target. */
  async retireGroup(id: string, displayName: string): Promise<Outcome | undefined> {
    const link = this.job.groups.get(id);
    if (link === undefined) return undefined;
    return this.attempt({ kind: "Group", sourceId: id, displayName, action: "delete", targetId: link.targetId }, async () => {
      await this.scim.delete("Groups", link.targetId);
      this.job.groups.delete(id);
    });
  }

  private async object(
    kind: "User" | "Group",
    object: User | Group,
    displayName: string,
    links: Map<string, Link>,
  ): Promise<Outcome | undefined> {
    const values = mapped(this.job.schema, kind, object);
    const absent = missing(kind, values);
    const base = { kind, sourceId: object.id, displayName };
    if (absent.length > 0) {
      const reason = `The object was skipped: it has no value for ${absent.join(", ")}, which the target requires.`;
      return this.noted({ ...base, action: "other", status: "skipped", code: "MissingRequiredAttribute", reason });
    }
    const link = links.get(object.id);
    if (link === undefined || link.sent === undefined) return this.matchOrCreate(base, values, links);
    const operations = changes(link.sent, values);
    if (operations.length === 0) return undefined;
    return this.attempt({ ...base, action: "update", targetId: link.targetId, modified: modified(link.sent, operations) }, async () => {
      try {
        await this.scim.patch(`${kind}s`, link.targetId, operations);
        link.sent = values;
      } catch (error) {
        if (!isStatus(error, 404)) throw error;
        links.delete(object.id);
        await this.create(kind, object.id, values, links);
      }
    });
  }

  private async matchOrCreate(
    base: Pick<Outcome, "kind" | "sourceId" | "displayName">,
    values: Mapped,
    links: Map<string, Link>,
  ): Promise<Outcome | undefined> {
    const { kind, sourceId } = base;
    const matching =
      mappingsOf(this.job.schema, kind).find(({ matchingPriority }) => matchingPriority > 0)?.targetAttributeName ?? "displayName";
    let found: Awaited<ReturnType<ScimClient["find"]>>;
    const search = await this.attempt(
      { ...base, action: "other" },
      async () => {
        found = await this.scim.find(`${kind}s`, matching, String(values[matching]));
      },
      false,
    );
    if (search.status === "failure") return search;
    if (found === undefined)
      return this.attempt({ ...base, action: "create", modified: modified({}, changes({}, values)) }, () =>
        this.create(kind, sourceId, values, links),
      );
    const known = links.get(sourceId);
    const link: Link = { targetId: found.id, sent: values, members: known?.targetId === found.id ? known.members : new Set() };
    const before = valuesIn(found, Object.keys(values));
    const operations = changes(before, values);
    if (operations.length === 0) {
      links.set(sourceId, link);
      return undefined;
    }
    return this.attempt({ ...base, action: "update", targetId: link.targetId, modified: modified(before, operations) }, async () => {
      await this.scim.patch(`${kind}s`, link.targetId, operations);
      links.set(sourceId, link);
    });
  }

  private async create(kind: "User" | "Group", sourceId: string, values: Mapped, links: Map<string, Link>): Promise<void> {
    const created = await this.scim.create(`${kind}s`, resourceOf(kind, values));
    links.set(sourceId, { targetId: created.id, sent: values, members: new Set() });
  }

  private async memberships(group: Group, link: Link, members: readonly User[], mayRemove: boolean): Promise<Outcome | undefined> {
    const wanted = new Set(members.map(({ id }) => id).filter((id) => this.job.users.has(id)));
    const added = [...wanted].filter((id) => !link.members.has(id));
    const removed = mayRemove ? [...link.members].filter((id) => !wanted.has(id)) : [];
    if (added.length + removed.length === 0) return undefined;
    const base = { kind: "Group", sourceId: group.id, displayName: group.displayName, action: "update", targetId: link.targetId } as const;
    return this.attempt(
      { ...base, modified: [{ displayName: "members", oldValue: null, newValue: `${added.length} added, ${removed.length} removed` }] },
      async () => {
        await this.membershipBatches(link, "add", added, (id) => link.members.add(id));
        await this.membershipBatches(link, "remove", removed, (id) => link.members.delete(id));
      },
    );
  }

  private async membershipBatches(link: Link, op: "add" | "remove", ids: readonly string[], done: (id: string) => void): Promise<void> {
    for (let start = 0; start < ids.length; start += BATCH) {
      const batch = ids.slice(start, start + BATCH);
      const value = batch.flatMap((id) => {
        const user = this.job.users.get(id);
        return user === undefined ? [] : [{ value: user.targetId }];
      });
      if (value.length > 0) await this.scim.patch("Groups", link.targetId, [{ op, path: "members", value }]);
      batch.forEach(done);
    }
  }

  /**
   * Does one thing; a refusal of the target becomes a failed outcome, a lost connection or credential ends the cycle.
   */
  private async attempt(base: Omit<Outcome, "status">, work: () => Promise<void>, report = true): Promise<Outcome> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ScimError) || [0, 401, 403].includes(error.status)) throw error;
      return this.noted({ ...base, status: "failure", code: "SystemForCrossDomainIdentityManagementBadResponse", reason: error.message });
    }
    if (!report) return { ...base, status: "success" };
    this.exported++;
    return this.noted({ ...base, status: "success" });
  }

  private noted(outcome: Outcome): Outcome {
    this.report(outcome);
    return outcome;
  }
}

const isStatus = (error: unknown, status: number): boolean => error instanceof ScimError && error.status === status;

function modified(before: Mapped, operations: readonly ScimOperation[]): NonNullable<Outcome["modified"]> {
  return operations.map(({ path, value }) => ({
    displayName: path,
    oldValue: before[path] === undefined ? null : String(before[path]),
    newValue: String(value),
  }));
}
