import pMap from "p-map";
import { MANAGEMENT, worldOf } from "../../tests/e2e/adopt/estate";
import type { HandMade } from "../../tests/e2e/adopt/hand-made";

/** An organization of a hundred accounts with odd names, made by hand; 3,000 assignments of groups, and a few of users. */
const ODD = ["all", "on", "no", "~", "data: prod", "012345678901", "0x1F", "*prod*", "été", "名前", "twice", "twice", "#1", "x".repeat(50)];
const SETS = 12;
const GROUPS = 30;
const USERS = 10;

const accountIds = Array.from({ length: 100 }, (_, index) => (index === 0 ? MANAGEMENT : String(index).padStart(12, "0")));
const accountName = (index: number): string => (index === 0 ? "management" : (ODD[index - 1] ?? `${index}: team-${index % 7}`));
const setName = (index: number): string => (index === 0 ? "0123" : `Set_${index}=a,b.c@${index}-`.slice(0, 32));
const groupName = (index: number): string => ["ops", "0x1F: on", "Größe", "null", "a, b"][index] ?? `Group ${index} @corp.example.com`;

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

/** Two of three sets and accounts, each with three or four of the groups: 800 pairs, 3,000 assignments. */
export function groupAssignments(): Assignment[] {
  const pairs = Array.from({ length: SETS }, (_, set) => accountIds.map((account, at) => ({ set, account, at })))
    .flat()
    .filter(({ set, at }) => (at + 5 * set) % 3 !== 0);
  return pairs.flatMap(({ set, account, at }, index) =>
    Array.from({ length: index % 4 === 0 ? 3 : 4 }, (_, nth) => ({
      ...{ set: setName(set), account },
      principal: groupName((at * 3 + set * 7 + nth * 11) % GROUPS),
    })),
  );
}

/** A few people have access of their own, in places where groups have it, too. */
export function userAssignments(): Assignment[] {
  return groupAssignments()
    .filter((_, index) => index % 150 === 0)
    .map(({ set, account }, index) => ({ set, account, principal: `user-${index % USERS}@example.com` }));
}

/** Makes sets, groups, users and assignments. */
export async function makeEstate(hand: HandMade): Promise<void> {
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
  for (const { set, principal, account } of [...groupAssignments(), ...userAssignments()]) {
    const key = `${set} ${principal}`;
    const holder = holders.get(key) ?? { set, principal, accounts: [] };
    holder.accounts.push(account);
    holders.set(key, holder);
  }
  await pMap([...holders.values()], ({ set, principal, accounts }) => hand.assign(set, principal, accounts), { concurrency: 8 });
}
