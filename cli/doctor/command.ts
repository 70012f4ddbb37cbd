import { either, withFullStop } from "../../access/words";
import { graphNeeds } from "../../access/permissions/graph";
import { policyFor, type Purpose, PURPOSES } from "../../access/permissions/policy";
import { systemClock } from "../../contract/clock";
import { problemSentence } from "../../access/problems";
import type { Settings } from "../../access/settings";
import { GraphClient } from "../../graph/client";
import { credentialFor } from "../../graph/credential";
import { azureEnvironment } from "../../graph/environment";
import { awsQuestions, diagnoseAws } from "./aws";
import { diagnoseEntra, type EntraQuestions, type Sku } from "./entra";
import type { Diagnosis, DoctorItem } from "./item";
import { exitStatus, Failure, sentence } from "../failure";
import { withProgress } from "../output/progress";
import { table } from "../output/table";
import { json } from "../output/writer";
import { loadSettings } from "../stack/load-settings";
import { stackReadiness } from "../stack/readiness";
import { resolveStack } from "../stack/stack";
import { VerifyContext } from "../verify/context";
import { type CallCounts, cloudSources } from "../verify/sources";
import type { Run, StackOptions } from "../commands/command";

interface Options extends StackOptions {
  readonly for?: string;
  readonly policy?: string;
}

/**
 * Characters of a managed policy, and of a role's inline policies. @see
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MANAGED_POLICY_LIMIT = 6144;

const NO_TENANT: Diagnosis = { identity: "Entra", how: "the phase is aws, which needs nothing of a tenant", items: [] };

/**
 * `federation doctor`: whether the identities at hand may do what a purpose needs, and the policy that gives it.
 * Changes nothing.
 */
export const doctor: Run<Options> = async ({ writer }, options) => {
  const stack = await resolveStack(options.stack);
  const loaded = loadSettings(stack, "passed");
  const { settings } = loaded;
  if (options.policy !== undefined) {
    const purpose = purposeOf("--policy", options.policy);
    const document = policyFor(purpose, settings);
    const graph = graphNeeds(purpose, settings);
    if (options.json === true) {
      writer.out(json({ aws: document, graph }));
      return exitStatus.fine;
    }
    writer.out(JSON.stringify(document, undefined, 2));
    const size = JSON.stringify(document).length;
    if (size > MANAGED_POLICY_LIMIT)
      writer.err(
        `${size} characters without blanks: a managed policy takes ${MANAGED_POLICY_LIMIT}; make it an inline policy of the role (10,240).`,
      );
    if (graph.length > 0) writer.err("Microsoft Graph, application permissions with admin consent:");
    for (const need of graph) writer.err(`  ${need.anyOf[0]}${need.optional === true ? " (optional)" : ""}: ${need.for}`);
    return exitStatus.fine;
  }
  const purposes = options.for === undefined ? PURPOSES : [purposeOf("--for", options.for)];
  const counts = { aws: { calls: 0 }, entra: { calls: 0 } };
  const [aws, entra] = await withProgress(
    writer,
    () => `Asking; ${counts.aws.calls} calls to AWS and ${counts.entra.calls} to Entra so far.`,
    () =>
      Promise.all([
        diagnosed("AWS", () => askAws(settings, purposes, counts)),
        settings.phase === "aws" ? NO_TENANT : diagnosed("Entra", () => askEntra(settings, purposes, counts.entra)),
      ]),
  );
  const items = [...aws.items, ...entra.items];
  const missing = items.filter(({ status, optional }) => status === "missing" && optional !== true);
  const problems = stackReadiness(loaded);
  if (options.json === true) writer.out(json({ stack, settings: problems.map(problemSentence), aws, entra }));
  else writer.out([...problems.map((problem) => `Settings: ${problemSentence(problem)}`), report(purposes, [aws, entra])].join("\n"));
  if (missing.length > 0 || problems.length > 0) return exitStatus.findings;
  const unasked = aws.items.length === 0 || (settings.phase !== "aws" && entra.items.length === 0);
  const unread = items.some((item) => item.unread === true && item.optional !== true);
  return unasked || unread ? exitStatus.wrongUse : exitStatus.fine;
};

function purposeOf(option: string, value: string): Purpose {
  const found = PURPOSES.find((purpose) => purpose === value);
  if (found === undefined) throw new Failure(`${option} is "${value}": write ${either(PURPOSES)}.`);
  return found;
}

/** A cloud that cannot be asked at all is said; the other one is still asked. */
async function diagnosed(cloud: string, ask: () => Promise<Diagnosis>): Promise<Diagnosis> {
  try {
    return await ask();
  } catch (error) {
    return { identity: "nobody", how: `${cloud} could not be asked: ${sentence(error)}`, items: [] };
  }
}

function askAws(settings: Settings, purposes: readonly Purpose[], counts: CallCounts): Promise<Diagnosis> {
  const context = new VerifyContext(settings, systemClock.now(), cloudSources(settings, counts));
  return diagnoseAws(
    settings,
    purposes,
    awsQuestions(settings.homeRegion, counts.aws, [
      ["sso:ListInstances", () => context.instances()],
      ["sso:ListPermissionSets", () => context.permissionSets()],
      ["identitystore:ListGroups", () => context.storeGroups()],
      ["organizations:DescribeOrganization", () => context.organization()],
      ["cloudtrail:LookupEvents", () => context.sources.latestEvent("CreateBearerToken")],
      ...(settings.alarms === undefined ? [] : ([["iam:ListUsers", () => context.sources.guard.iam.userNames()]] as const)),
    ]),
  );
}

async function askEntra(settings: Settings, purposes: readonly Purpose[], counter: CallCounts["entra"]): Promise<Diagnosis> {
  const cloud = await azureEnvironment(settings.microsoftCloud);
  const credential = credentialFor(settings.tenantId, cloud);
  const graph = new GraphClient(cloud, credential, counter);
  const ask: EntraQuestions = {
    token: async () => {
      const token = await credential.getToken(`${cloud.graphEndpoint}/.default`);
      if (token === null) throw new Failure("Entra gave no token.");
      return token.token;
    },
    skus: () => graph.list<Sku>("/subscribedSkus"),
    reads: {
      "Application.Read.All": () => graph.get("/applications?$top=1"),
      "Group.Read.All": () => graph.get("/groups?$top=1"),
      "Policy.Read.All": () => graph.get("/policies/identitySecurityDefaultsEnforcementPolicy"),
      "AuditLog.Read.All": () => graph.get("/auditLogs/signIns?$top=1"),
    },
  };
  return diagnoseEntra(settings, purposes, ask);
}

function report(purposes: readonly Purpose[], clouds: readonly Diagnosis[]): string {
  const lines = clouds.flatMap(({ identity, how, items }) => {
    const open = items.filter(({ status }) => status === "missing");
    const unknown = items.filter(({ status }) => status === "cannot tell");
    const fine = items.length - open.length - unknown.length;
    return [
      withFullStop(`${identity}: ${how}`),
      ...(items.length === 0 ? [] : [`  ${fine} of ${items.length} are there, ${open.length} missing, ${unknown.length} cannot be told.`]),
      ...(unknown.length === 0 ? [] : [`  Cannot be told: ${unknown.map(({ need }) => need).join(", ")}.`]),
    ];
  });
  const missing = clouds.flatMap(({ items }) => items.filter(({ status }) => status === "missing"));
  const row = ({ purposes: of, need, message, remedy = "", optional }: DoctorItem): string[] => [
    of.join(", "),
    `${need}${optional === true ? " (optional)" : ""}`,
    [message, remedy].join("\n"),
  ];
  return [
    `For ${purposes.join(", ")}:`,
    ...lines,
    ...(missing.length === 0 ? [] : ["", table({ head: ["For", "Missing", "What to do"], rows: missing.map(row), widths: [16, 34, 66] })]),
  ].join("\n");
}
