// First: what it saves begins with the first import of Pulumi's SDK.
import "./components/stack-traces";
import "./components/debug-messages";
import { systemClock } from "./contract/clock";
import { AccessStack } from "./components/access-stack";
import { readAccessBlueprint } from "./components/access-blueprint";
import { readBlueprint } from "./components/blueprint";
import { isAccessStack, readStackConfig } from "./components/config";
import { Federation } from "./components/federation";

/**
 * Settings -> blueprint -> Federation -> outputs. Whatever can be wrong is said before the first resource is
 * registered. A stack that names a core is one of its access stacks, and has its part of the assignments
 * (docs/several-stacks.md).
 */
export = async () => {
  const config = readStackConfig();
  const federation = isAccessStack(config)
    ? new AccessStack("federation", await readAccessBlueprint(config, systemClock))
    : new Federation("federation", await readBlueprint(config, systemClock));
  await federation.complete;
  return federation.outputs;
};
