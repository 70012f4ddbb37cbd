/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports -- a command loads its modules (cloud SDKs, schema) when it runs, so that `--help` is instant */
import type { Command } from "commander";
import type { Run } from "./command";
import * as declare from "./declarations";
import { defineAdopt } from "./declare-adopt";
import { defineDoctor } from "./declare-doctor";
import { defineReport } from "./declare-report";
import { defineRotate } from "./declare-rotate";
import { defineConvert, defineInit } from "./declare-start";
import { defineSplit } from "./declare-split";

/** A command of `federation`. */
export interface CommandEntry {
  readonly name: string;
  readonly define: (command: Command) => Command;
  readonly load: () => Run<never>;
}

/** Every command, in the order of `federation --help`. */
export const commands: readonly CommandEntry[] = [
  { name: "verify", define: declare.defineVerify, load: () => (require("./verify") as typeof import("./verify")).verify },
  { name: "drift", define: declare.defineDrift, load: () => (require("./drift") as typeof import("./drift")).drift },
  { name: "doctor", define: defineDoctor, load: () => (require("./doctor") as typeof import("./doctor")).doctor },
  { name: "steps", define: declare.defineSteps, load: () => (require("./steps") as typeof import("./steps")).steps },
  {
    name: "fetch-metadata",
    define: declare.defineFetchMetadata,
    load: () => (require("./fetch-metadata") as typeof import("./fetch-metadata")).fetchMetadata,
  },
  {
    name: "activate-certificate",
    define: declare.defineActivateCertificate,
    load: () => (require("./activate-certificate") as typeof import("./activate-certificate")).activateCertificate,
  },
  {
    name: "inventory",
    define: declare.defineInventory,
    load: () => (require("./inventory") as typeof import("./inventory")).inventory,
  },
  { name: "matrix", define: declare.defineMatrix, load: () => (require("./matrix") as typeof import("./matrix")).matrix },
  { name: "who-can", define: declare.defineWhoCan, load: () => (require("./who-can") as typeof import("./who-can")).whoCan },
  { name: "what-can", define: declare.defineWhatCan, load: () => (require("./what-can") as typeof import("./what-can")).whatCan },
  { name: "why", define: declare.defineWhy, load: () => (require("./why") as typeof import("./why")).why },
  { name: "what-if", define: declare.defineWhatIf, load: () => (require("./what-if") as typeof import("./what-if")).whatIf },
  { name: "expiry", define: declare.defineExpiry, load: () => (require("./expiry") as typeof import("./expiry")).expiry },
  { name: "rotate", define: defineRotate, load: () => (require("./rotate") as typeof import("./rotate")).rotate },
  { name: "report", define: defineReport, load: () => (require("./report") as typeof import("./report")).report },
  {
    name: "aws-config",
    define: declare.defineAwsConfig,
    load: () => (require("./aws-config") as typeof import("./aws-config")).awsConfig,
  },
  { name: "drill", define: declare.defineDrill, load: () => (require("./drill") as typeof import("./drill")).drill },
  { name: "adopt", define: defineAdopt, load: () => (require("./adopt") as typeof import("./adopt")).adopt },
  {
    name: "take-over",
    define: declare.defineTakeOver,
    load: () => (require("./take-over") as typeof import("./take-over")).takeOver,
  },
  { name: "init", define: defineInit, load: () => (require("./init") as typeof import("./init")).init },
  { name: "convert", define: defineConvert, load: () => (require("./convert") as typeof import("./convert")).convert },
  { name: "repair", define: declare.defineRepair, load: () => (require("./repair") as typeof import("./repair")).repair },
  { name: "split", define: defineSplit, load: () => (require("./split") as typeof import("./split")).split },
  { name: "recover", define: declare.defineRecover, load: () => (require("./recover") as typeof import("./recover")).recover },
];
