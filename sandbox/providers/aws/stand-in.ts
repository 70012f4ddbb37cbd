import { TableStandIn } from "../shared/table";
import { configure } from "./cloud";
import { functions } from "./functions";
import { types } from "./types";

/** Version of the official plugin that this one stands in for; package.json pins its SDK to the same. */
const version = "7.48.0";

/** The `aws` stand-in. */
export function awsStandIn(): TableStandIn {
  return new TableStandIn({ name: "aws", version, configure, types, functions });
}
