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
