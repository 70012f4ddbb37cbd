import { DisableRuleCommand, PutRuleCommand, PutTargetsCommand, RemoveTargetsCommand } from "@aws-sdk/client-eventbridge";
import { RULE_STATE, TARGET_ID } from "../../../../access/breakglass/alarm-rules";
import { CHANGE_FORWARDER, CHANGE_RULES, CHANGE_UNDELIVERED } from "../../../../access/breakglass/change-names";
import type { Fault } from "../../faults/judge";
import { account, type Prod } from "../context";
import { changedRule, openedQueue, trustedByOthers, undelivered } from "./put-back";

const UP = /pulumi up --refresh/;
const id = "R7.4 changes";
const EVE = `arn:aws:sns:eu-west-1:${account}:eve`;

/** Faults in the event rules that tell of changes by hand (`alarms.changes`, R7.4). */
export function changeRuleFaults(prod: Prod): readonly Fault[] {
  const { identityCenter, trust, root, organization } = CHANGE_RULES;
  const disabled = (region: string, Name: string): Fault => ({
    id,
    says: `The event rule ${Name} in ${region} is disabled.`,
    remedy: UP,
    plant: () => changedRule(prod, [region, Name], (events) => events.send(new DisableRuleCommand({ Name }))),
  });
  return [
    // Identity Center speaks in its home region; IAM, root and the organization in the global one, or where somebody
    // signs in.
    disabled("eu-west-1", identityCenter),
    ...[trust, root, organization].flatMap((name) => ["eu-west-1", "us-east-1"].map((region) => disabled(region, name))),
    {
      id,
      says: `The event rule ${trust} in us-east-1 has another pattern.`,
      remedy: UP,
      plant: () =>
        changedRule(prod, ["us-east-1", trust], (events) =>
          events.send(new PutRuleCommand({ Name: trust, State: RULE_STATE, EventPattern: '{"source":["aws.nobody"]}' })),
        ),
    },
    {
      id,
      says: `The event rule ${organization} in us-east-1 has no target.`,
      remedy: UP,
      plant: () =>
        changedRule(prod, ["us-east-1", organization], (events) =>
          events.send(new RemoveTargetsCommand({ Rule: organization, Ids: [TARGET_ID] })),
        ),
    },
    {
      id,
      says: `The event rule ${root} in us-east-1 goes to ${EVE} instead of arn:aws:events:eu-west-1:${account}:event-bus/default.`,
      remedy: UP,
      plant: () =>
        changedRule(prod, ["us-east-1", root], (events, targets) =>
          events.send(new PutTargetsCommand({ Rule: root, Targets: targets.map((target) => ({ ...target, Arn: EVE })) })),
        ),
    },
    {
      id,
      says: `The event rule ${root} in us-east-1 has the target ${EVE}, which nobody declared.`,
      remedy: new RegExp(`aws events remove-targets --region us-east-1 --rule ${root} --ids eve`),
      plant: () =>
        changedRule(prod, ["us-east-1", root], (events) =>
          events.send(new PutTargetsCommand({ Rule: root, Targets: [{ Id: "eve", Arn: EVE }] })),
        ),
    },
    {
      id,
      says: `The event rule ${identityCenter} in eu-west-1 rewrites its events.`,
      remedy: UP,
      plant: () =>
        changedRule(prod, ["eu-west-1", identityCenter], (events, targets) => {
          const quiet = targets.map(({ InputTransformer, ...target }) => ({
            ...target,
            InputTransformer: { InputPathsMap: InputTransformer?.InputPathsMap, InputTemplate: '"Nothing happened."' },
          }));
          return events.send(new PutTargetsCommand({ Rule: identityCenter, Targets: quiet }));
        }),
    },
    {
      id,
      says: `The role ${CHANGE_FORWARDER} trusts somebody else.`,
      remedy: UP,
      plant: () => trustedByOthers(prod, CHANGE_FORWARDER),
    },
    {
      id,
      says: `The queue ${CHANGE_UNDELIVERED} in us-east-1 has another policy.`,
      remedy: UP,
      plant: () => openedQueue(prod, "us-east-1", CHANGE_UNDELIVERED),
    },
    {
      id,
      says: "1 changes by hand could not be told in eu-west-1: nobody heard of them.",
      remedy: /purge the queue/,
      plant: () => undelivered(prod, "eu-west-1", CHANGE_UNDELIVERED),
    },
  ];
}
