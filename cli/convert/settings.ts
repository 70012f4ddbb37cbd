import { dayOf, fixedClock, yearsAfter } from "../../contract/clock";
import type { Problem } from "../../access/model";
import { configPathParts, formatProblems, problemPredicate } from "../../access/problems";
import { parseSettings } from "../../access/settings";
import { Failure } from "../failure";
import { COMMENTS } from "../stack-file/comments";
import { commented, plainOf, type SettingValue, type StackFileEntry } from "../stack-file/write";
import { accessWords, type Conversion, type ConvertedEntry, type ConvertedSet } from "./conversion";

/** What no source says. */
export interface ConvertOptions {
  readonly homeRegion?: string;
  readonly tenantId?: string;
  readonly now: Date;
}

/**
 * The keys of a stack file from what a converter found; they pass the settings parser, and what would not is listed as
 * left out.
 */
export function settingsOf(conversion: Conversion, options: ConvertOptions): StackFileEntry[] {
  const { facts } = conversion;
  const homeRegion = options.homeRegion ?? regionOf(facts.acsUrls) ?? facts.homeRegion;
  const tenantId = options.tenantId ?? facts.tenantId;
  const missing = [
    ...(homeRegion === undefined ? ["--home-region with the region of Identity Center, such as eu-west-1"] : []),
    ...(tenantId === undefined ? ["--tenant-id with the Entra directory id, a UUID"] : []),
  ];
  if (homeRegion === undefined || tenantId === undefined) throw new Failure(`The source does not say all: add ${missing.join(", and ")}.`);
  const draft: Draft = { sets: new Map(conversion.sets), entries: conversion.entries(), acsUrls: facts.acsUrls ?? [] };
  for (;;) {
    const entries = fileEntries(draft, { ...options, homeRegion, tenantId }, conversion);
    const raw = Object.fromEntries(entries.filter(({ key }) => !key.includes(":")).map(({ key, value }) => [key, plainOf(value)]));
    const { problems } = parseSettings(raw, fixedClock(options.now));
    if (problems.length === 0) return entries;
    const written = draft.entries;
    const left = problems.filter((problem) => !leaveOut(problem, draft, written, conversion));
    // What is left is no fault of the source's access, and would be left at the next turn as well.
    if (left.length > 0) throw new Failure(`These values are not right:\n${formatProblems(left)}`);
  }
}

interface Draft {
  readonly sets: Map<string, ConvertedSet>;
  entries: ConvertedEntry[];
  acsUrls: readonly string[];
}

/**
 * @param written The access list that the problem's path counts in.
 * @returns whether the draft is without what the problem is about.
 */
function leaveOut(problem: Problem, draft: Draft, written: readonly ConvertedEntry[], conversion: Conversion): boolean {
  const [key, item, field] = configPathParts(problem.path);
  if (key === "access" && typeof item === "number") {
    const entry = written[item];
    if (entry === undefined) return false;
    if (draft.entries.includes(entry)) conversion.leave(accessWords(entry), withoutPath(problem));
    draft.entries = draft.entries.filter((each) => each !== entry);
    return true;
  }
  const name = key === "permissionSets" && item !== undefined ? String(item) : undefined;
  const set = name === undefined ? undefined : draft.sets.get(name);
  if (name !== undefined && set === undefined) return true;
  if (name !== undefined && set !== undefined) {
    if (field === "description" || field === "relayState") {
      conversion.leave(`${field} of permission set ${name}`, withoutPath(problem));
      draft.sets.set(name, { ...set, [field]: undefined });
      return true;
    }
    draft.sets.delete(name);
    conversion.leave(`permission set ${name}`, withoutPath(problem));
    draft.entries = draft.entries.filter((entry) => {
      if (entry.permissionSet === name) conversion.leave(accessWords(entry), "The permission set is left out.");
      return entry.permissionSet !== name;
    });
    return true;
  }
  if (key !== "identityCenter" || item !== "acsUrls" || draft.acsUrls.length === 0) return false;
  conversion.leave("reply URLs of the enterprise application", withoutPath(problem));
  draft.acsUrls = [];
  return true;
}

/** The sentence without the path of a setting that is in no file. */
function withoutPath(problem: Problem): string {
  return `The settings do not take it: it ${problemPredicate(problem)}`;
}

function fileEntries(
  { sets, entries, acsUrls }: Draft,
  { homeRegion, tenantId, now }: ConvertOptions & { readonly homeRegion: string; readonly tenantId: string },
  { facts }: Conversion,
): StackFileEntry[] {
  const today = dayOf(now);
  return [
    { key: "aws:region", value: homeRegion, comment: COMMENTS.region },
    { key: "aws:maxRetries", value: "10", comment: COMMENTS.maxRetries },
    { key: "stage", value: "development", comment: COMMENTS.stage },
    { key: "phase", value: "connect", comment: COMMENTS.phase },
    { key: "homeRegion", value: homeRegion, comment: COMMENTS.homeRegion },
    { key: "tenantId", value: tenantId, comment: COMMENTS.tenantId },
    ...(acsUrls.length === 0 ? [] : [{ key: "identityCenter", value: { acsUrls: commented([...acsUrls], COMMENTS.acsUrls) } }]),
    {
      key: "enterpriseApp",
      value: {
        name: facts.appName ?? "AWS IAM Identity Center",
        notificationEmails:
          facts.notificationEmails === undefined ? undefined : commented([...facts.notificationEmails], COMMENTS.notificationEmails),
        signingCertificates: commented(
          [{ slot: today.slice(0, 4), endDate: `${yearsAfter(today, 3)}T00:00:00Z` }],
          COMMENTS.signingCertificates,
        ),
      },
    },
    { key: "permissionSets", value: Object.fromEntries([...sets].sort(([a], [b]) => (a < b ? -1 : 1))), comment: COMMENTS.permissionSets },
    { key: "access", value: entries.map(accessEntry), comment: COMMENTS.access },
  ];
}

function accessEntry({ group, permissionSet, accounts, except, comment }: ConvertedEntry): SettingValue {
  const list = accounts.length === 1 ? accounts[0]! : accounts;
  const entry = { group, permissionSet, accounts: list, except: except === undefined || except.length === 0 ? undefined : except };
  return comment === undefined || comment === "" ? entry : commented(entry, comment);
}

function regionOf(acsUrls: readonly string[] | undefined): string | undefined {
  return /^https:\/\/([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(acsUrls?.[0] ?? "")?.[1];
}
