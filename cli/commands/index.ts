import { activateCertificate } from "./activate-certificate";
import { adopt } from "./adopt";
import { awsConfig } from "./aws-config";
import { convert } from "./convert";
import { doctor } from "./doctor";
import { drift } from "./drift";
import { drill } from "./drill";
import { expiry } from "./expiry";
import { fetchMetadata } from "./fetch-metadata";
import { init } from "./init";
import { inventory } from "./inventory";
import { matrix } from "./matrix";
import { recover } from "./recover";
import { repair } from "./repair";
import { report } from "./report";
import { rotate } from "./rotate";
import { split } from "./split";
import { steps } from "./steps";
import { takeOver } from "./take-over";
import { verify } from "./verify";
import { whatCan } from "./what-can";
import { whatIf } from "./what-if";
import { whoCan } from "./who-can";
import { why } from "./why";
import type { CommandEntry } from "./command";

/** Every command, in the order of `federation --help`. */
export const commands: readonly CommandEntry[] = [
  verify,
  drift,
  doctor,
  steps,
  fetchMetadata,
  activateCertificate,
  inventory,
  matrix,
  whoCan,
  whatCan,
  why,
  whatIf,
  expiry,
  rotate,
  report,
  awsConfig,
  drill,
  adopt,
  takeOver,
  init,
  convert,
  repair,
  split,
  recover,
];
