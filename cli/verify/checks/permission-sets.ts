import { ARCHETYPES, isArchetypeName } from "../../../access/archetypes";
import { accountWords } from "../../../access/closed-accounts";
import type { PermissionSetDefinition } from "../../../access/model";
import { partitionOf } from "../../../contract/partition";
import { finding, follows, notYet, ok, type Check, type Outcome } from "../check";
import type { VerifyContext } from "../context";
import { customerPolicyOutcomes } from "../customer-policies";
import { eachItem } from "../items";
import { aOrAn, attachedByHand, differences } from "../permission-set";

/** R5.1 to R5.5: each archetype in use is as the settings define it. */
export const archetypeChecks: readonly Check[] = Object.values(ARCHETYPES).map(({ id, name }) => ({
  id,
  runbook: id,
  cloud: "AWS",
  title: `Permission set ${name}`,
  run: (context) => compare(context, (set) => originOf(set) === name, `${name} is not used by the settings.`),
}));

/** R5.6: the organization's own permission sets are as the settings define them. */
export const ownPermissionSets: Check = {
  id: "R5.6",
  runbook: "R5.6",
  cloud: "AWS",
  title: "Own permission sets",
  run: (context) => compare(context, (set) => !isArchetypeName(originOf(set)), "The settings define no permission sets of their own."),
};

function originOf({ name, managementCopyOf }: PermissionSetDefinition): string {
  return managementCopyOf ?? name;
}

async function compare(context: VerifyContext, mine: (set: PermissionSetDefinition) => boolean, none: string): Promise<Outcome[]> {
  const { permissionSets } = await context.plan();
  const definitions = permissionSets.filter(mine);
  if (definitions.length === 0) return [notYet(none)];
  return eachItem(
    definitions,
    ({ name }) => name,
    (definition) => compareOne(context, definition),
  );
}

async function compareOne(context: VerifyContext, definition: PermissionSetDefinition): Promise<Outcome[]> {
  const { name } = definition;
  const { instanceArn } = await context.instance();
  const { sets, unread } = await context.permissionSetReading();
  const set = sets.find((candidate) => candidate.name === name);
  if (set === undefined) {
    // A set without its name may be this one.
    const [first] = unread;
    if (first !== undefined) throw first.error;
    return [finding(`There is no permission set ${name}.`, "Run `pulumi up --refresh`.")];
  }
  const { identityCenter } = context.sources;
  const [content, stale] = await Promise.all([
    identityCenter.content(instanceArn, set.arn),
    identityCenter.accountsWith(instanceArn, set.arn, true),
  ]);
  const different = differences(definition, set, content, partitionOf(context.settings.homeRegion));
  const outcomes: Outcome[] = [];
  if (different.length > 0) outcomes.push(finding(`${name} has ${different.join("; ")}.`, "Run `pulumi refresh` and `pulumi up`."));
  for (const { kind } of attachedByHand(definition, content)) {
    outcomes.push(
      finding(
        `${name} has ${aOrAn(kind)} that somebody attached by hand: the settings give it none.`,
        "Run `federation repair`, which shows and removes it; no `pulumi up` does.",
      ),
    );
  }
  const { accounts } = (await context.organization()).organization;
  const behind = stale.filter((id) => accounts.some((account) => account.id === id && account.state === "ACTIVE"));
  for (const id of stale.filter((one) => !behind.includes(one))) {
    const account = accounts.find((one) => one.id === id);
    const state = account === undefined ? `Account ${id} is not in the organization any more` : accountWords(account);
    outcomes.push(follows(`${state}: ${name} is out of date there, and nothing can be changed.`));
  }
  if (behind.length > 0) {
    // Provisioned as it is now, the set would bring into them what is wrong with it.
    if (different.length > 0)
      outcomes.push(
        follows(
          `${name} is out of date in ${behind.length} accounts, which still have it as it was: ${behind.join(", ")}; \`pulumi up\` provisions it there.`,
        ),
      );
    else
      outcomes.push(
        finding(
          `${name} is out of date in ${behind.length} accounts: ${behind.join(", ")}.`,
          "Run `federation repair`, which provisions it again; customer-managed policies must exist in each account first.",
        ),
      );
  }
  outcomes.push(...(await customerPolicyOutcomes(context, definition, set.arn, stale)));
  return outcomes.length > 0 ? outcomes : [ok(`${name} is as defined and current in all its accounts.`)];
}
