import pMap from "p-map";
import { MANAGEMENT, worldOf } from "../../tests/e2e/adopt/estate";
import type { HandMade } from "../../tests/e2e/adopt/hand-made";

/** An organization of a hundred accounts with odd names, made by hand; assignments of groups, and a few of users. */
const ODD = ["all", "on", "no", "~", "data: prod", "012345678901", "0x1F", "*prod*", "été", "名前", "twice", "twice", "#1", "x".repeat(50)];
const SETS = 12;
const GROUPS = 30;
const USERS = 10;

const accountIds = Array.from({ length: 100 }, (_, index) => (index === 0 ? MANAGEMENT : String(index).padStart(12, "0")));
const accountName = (index: number): string => (index === 0 ? "management" : (ODD[index - 1] ?? `${index}: team-${index % 7}`));
const setName = (index: number): string => (index === 0 ? "0123" : `Set_${index}=a,b.c@${index}-`.slice(0, 32));
const groupName = (index: number): string => ["ops", "0x1F: on", "Größe", "null", "a, b"][index] ?? `Group ${index} @corp.example.com`;

const PAIRS = Array.from({ length: SETS }, (_, set) => accountIds.map((account, at) => ({ set, account, at })))
  .flat()
  .filter(({ set, at }) => (at + 5 * set) % 3 !== 0);

/** World of the sandbox: the organization alone. */
export const WORLD = worldOf({
  ous: ["Workloads/Production", "Workloads/Development"],
  accounts: accountIds.slice(1).map((id, at) => ({
    ...{ id, name: accountName(at + 1) },
    ...{ ou: at % 2 === 0 ? "Workloads/Development" : "Workloads/Production", tags: { team: `t${(at + 1) % 7}` } },
  })),
});

/** One assignment, by names and account id. */
export interface Assignment {
  readonly set: string;
  readonly principal: string;
  readonly account: string;
}

/**
 * What is assigned: two of three sets and accounts, the same 800 pairs at each size, each with its share of the groups.
 */
export class Estate {
  readonly pairs = PAIRS.length;

  /** @throws Error where a pair would have no group, or more than there are */
  constructor(readonly assignments: number) {
    const each = assignments / PAIRS.length;
    if (!Number.isInteger(assignments) || each < 1 || each > GROUPS)
      throw new Error(`${assignments} assignments: a size of bench adopt is from ${PAIRS.length} to ${PAIRS.length * GROUPS}.`);
  }

  groupAssignments(): Assignment[] {
    const upTo = (pair: number): number => Math.floor((pair * this.assignments) / PAIRS.length);
    return PAIRS.flatMap(({ set, account, at }, index) =>
      Array.from({ length: upTo(index + 1) - upTo(index) }, (_, nth) => ({
        ...{ set: setName(set), account },
        principal: groupName((at * 3 + set * 7 + nth * 11) % GROUPS),
      })),
    );
  }

  /** A few people have access of their own, in places where groups have it, too. */
  userAssignments(): Assignment[] {
    return this.groupAssignments()
      .filter((_, index) => index % 150 === 0)
      .map(({ set, account }, index) => ({ set, account, principal: `user-${index % USERS}@example.com` }));
  }

  /** A grant that nobody has: a group of one place, in another. */
  missing(): Assignment {
    const all = this.groupAssignments();
    const held = new Set(all.map(({ set, principal, account }) => `${set} ${principal} ${account}`));
    const [first] = all;
    const other = all.find(({ set, principal }) => set === first!.set && !held.has(`${set} ${principal} ${first!.account}`));
    return { ...first!, principal: other!.principal };
  }

  /** Makes sets, groups, users and assignments. */
  async make(hand: HandMade): Promise<void> {
    for (let index = 0; index < GROUPS; index += 1) await hand.group(groupName(index));
    for (let index = 0; index < USERS; index += 1) await hand.user(`user-${index}@example.com`);
    for (let index = 0; index < SETS; index += 1)
      await hand.set({
        name: setName(index),
        ...(index % 3 === 0 ? {} : { description: `Set: ${index} #odd` }),
        session: index % 2 === 0 ? "PT1H30M" : "PT8H",
        managed: index % 4 === 3 ? ["SecurityAudit", "job-function/ViewOnlyAccess"] : ["ReadOnlyAccess"],
        tags: index % 5 === 0 ? { "cost:centre": "0042" } : {},
        ...(index % 6 === 0
          ? { inline: JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "s3:Get*", Resource: "*" } }) }
          : {}),
      });
    const holders = new Map<string, { readonly set: string; readonly principal: string; readonly accounts: string[] }>();
    for (const { set, principal, account } of [...this.groupAssignments(), ...this.userAssignments()]) {
      const key = `${set} ${principal}`;
      const holder = holders.get(key) ?? { set, principal, accounts: [] };
      holder.accounts.push(account);
      holders.set(key, holder);
    }
    await pMap([...holders.values()], ({ set, principal, accounts }) => hand.assign(set, principal, accounts), { concurrency: 8 });
  }
}
