// First: what it saves begins with the first import of Pulumi's SDK.
import "./components/stack-traces";
import { systemClock } from "./contract/clock";
import { drawBlueprint } from "./components/blueprint";
import { readStackConfig } from "./components/config";
import { Federation } from "./components/federation";

/** Settings -> blueprint -> Federation -> outputs. Whatever can be wrong is said before the first resource is registered. */
export = async () => {
  const federation = new Federation("federation", await drawBlueprint(readStackConfig(), systemClock));
  await federation.complete;
  return federation.outputs;
};
