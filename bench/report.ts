/**
 * What a report costs (500 accounts, 50 groups): a first deployment, in whose preview every
 * assignment hangs on every group, and a change of a permission set that everybody holds; Markdown and JSON. Seconds of
 * processor time and peak memory, and both as ratio to a Node that parses the same file whole, turn by turn in one run.
 * `SIZES` (1000,10000) chooses the assignments, `ROUNDS` (3) the turns.
 */
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { COMPONENT } from "../contract/component-types";
import { askedRounds, askedSizes } from "./engine/asked";
import { machine } from "./engine/machine";
import { plot } from "./engine/plot";
import { table, writeResults } from "./engine/results";
import { repository } from "./engine/sandbox";
import { median, spanOf, type Spread, spread } from "./engine/statistics";

/** The target: processor seconds are what the wall clock shows where nothing else runs. */
const LIMIT = { seconds: 3, megabytes: 500 };
const ACCOUNTS = 500;
const GROUPS = 50;
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const URN = "urn:pulumi:prod::federation::";

type Kind = "first" | "changed";

interface Usage {
  readonly seconds: number;
  readonly megabytes: number;
}

const FORMATS = ["markdown", "json"] as const;

/** One kind of preview in one format at one size. */
interface Cost {
  readonly assignments: number;
  readonly kind: Kind;
  readonly format: string;
  readonly seconds: Spread;
  readonly megabytes: Spread;
  /** By those of a Node that parses the same file. */
  readonly ratio: Usage;
}

/** Measures, prints and writes bench/results/report.{json,md,svg}; true where the limits were kept. */
export function run(): boolean {
  const sizes = askedSizes([1_000, 10_000]);
  const rounds = askedRounds(3);
  const where = machine();
  const folder = mkdtempSync(join(tmpdir(), "bench-report-"));
  try {
    const measured = measuring(folder);
    const costs: Cost[] = [];
    for (const assignments of sizes)
      for (const kind of ["first", "changed"] as const) {
        const file = join(folder, `${kind}.json`);
        writePreview(file, kind, assignments);
        for (const format of FORMATS) {
          const whole = ["-e", `JSON.parse(require("node:fs").readFileSync(${JSON.stringify(file)}, "utf8"))`];
          const ours = [join(repository, "cli", "bin.cjs"), "report", file, "--format", format, "--out", join(folder, "out")];
          measured(ours);
          const turns = Array.from({ length: rounds }, () => ({ node: measured(whole), ours: measured(ours) }));
          const ratio = (what: keyof Usage): number => median(turns.map((turn) => turn.ours[what] / turn.node[what]));
          const [seconds, megabytes] = (["seconds", "megabytes"] as const).map((what) => spread(turns.map((turn) => turn.ours[what])));
          costs.push({
            ...{ assignments, kind, format, seconds: seconds!, megabytes: megabytes! },
            ratio: { seconds: ratio("seconds"), megabytes: ratio("megabytes") },
          });
          console.log(sentence(costs.at(-1)!));
        }
      }
    writeResults("report", { machine: where, rounds, limits: LIMIT, costs }, markdown(costs, rounds), drawing(costs));
    return costs.every(({ seconds, megabytes }) => seconds.median < LIMIT.seconds && megabytes.median < LIMIT.megabytes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a Node to its end and says what it cost. */
function measuring(folder: string): (args: readonly string[]) => Usage {
  const usage = join(folder, "usage.cjs");
  writeFileSync(
    usage,
    `process.on("exit", () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
      require("node:fs").writeFileSync(${JSON.stringify(join(folder, "usage.json"))}, JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 })); });`,
  );
  return (args) => {
    const { status, stderr } = spawnSync(process.execPath, ["-r", usage, ...args], { cwd: repository, encoding: "utf8", maxBuffer: 1e9 });
    if (status !== 0) throw new Error(`${args.join(" ")} ended with ${String(status)}: ${stderr}`);
    return JSON.parse(readFileSync(join(folder, "usage.json"), "utf8")) as Usage;
  };
}

function sentence({ assignments, kind, format, seconds, megabytes, ratio }: Cost): string {
  return (
    `${assignments} ${kind} ${format}: ${seconds.median.toFixed(2)} s, ${megabytes.median.toFixed(0)} MB; ` +
    `${ratio.seconds.toFixed(2)} and ${ratio.megabytes.toFixed(2)} times a Node that parses the file.`
  );
}

function markdown(costs: readonly Cost[], rounds: number): string {
  const rows = costs.map(({ assignments, kind, format, seconds, megabytes, ratio }) => [
    ...[String(assignments), kind, format, spanOf(seconds, 2), spanOf(megabytes, 0)],
    ...[ratio.seconds.toFixed(2), ratio.megabytes.toFixed(2)],
  ]);
  return [
    "# Report",
    `\`federation report\` of a first deployment, and of a change of sets that everybody holds: seconds of processor time and megabytes, median (least–most) of ${rounds} rounds. Limits: ${LIMIT.seconds} s, ${LIMIT.megabytes} MB.`,
    table(["Assignments", "Preview", "Format", "Seconds", "Megabytes", "By a parse of the file", "Memory"], rows),
  ].join("\n\n");
}

function drawing(costs: readonly Cost[]): string {
  const names = [...new Set(costs.map(({ kind, format }) => `${kind}, ${format}`))];
  const lines = names.map((name) => ({
    name,
    points: costs
      .filter(({ kind, format }) => `${kind}, ${format}` === name)
      .map(({ assignments, seconds }) => ({ x: assignments, ...seconds })),
  }));
  return plot({ title: "Report, seconds of processor time", x: "assignments", lines });
}

const id = (kind: number, index: number): string => `${kind}0000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
const accounts = Array.from({ length: ACCOUNTS }, (_, index) => String(100000000000 + index));
const arn = (set: string): string => `arn:aws:sso:::permissionSet/ssoins-1111222233334444/${set}`;
/** What Pulumi writes beside what counts: it has to be read over. */
const noise = {
  custom: true,
  sourcePosition: "project:///components/aws/account-assignments.ts#51,7",
  stackTrace: Array.from({ length: 7 }, () => ({ sourcePosition: "project:///node_modules/@pulumi/resource.ts#1598,22" })),
};

/** A preview as Pulumi writes it, one step after another: as one text it would be hundreds of megabytes. */
function writePreview(file: string, kind: Kind, assignments: number): void {
  const open = openSync(file, "w");
  let same = 0;
  let first = true;
  writeSync(open, '{\n  "config": {},\n  "steps": [\n');
  const put = (
    chain: string,
    name: string,
    inputs: object,
    more: { outputs?: object; before?: object; [more: string]: unknown } = {},
  ): void => {
    const { outputs, before, ...rest } = more;
    const urn = `${URN}${chain}::${name}`;
    const state = { urn, type: chain.split("$").at(-1), inputs, ...noise, ...rest };
    const op = kind === "first" ? "create" : before === undefined ? "same" : "update";
    if (op === "same") same += 1;
    const old = { ...state, inputs: before ?? inputs, outputs: outputs ?? inputs };
    const step = { op, urn, ...(op === "create" ? {} : { oldState: old }), newState: op === "same" ? old : state, detailedDiff: null };
    writeSync(open, `${first ? "" : ",\n"}${JSON.stringify(step, null, 4)}`);
    first = false;
  };
  put(COMPONENT.federation, "federation", {
    stage: "production",
    managementAccountId: accounts[0],
    productionAccountIds: accounts.slice(0, ACCOUNTS / 2),
    accounts: Object.fromEntries(
      accounts.map((account, index) => [account, { name: `account-${index}`, unit: `Workloads/Unit${index % 20}` }]),
    ),
  });
  const sets = Array.from({ length: 10 }, (_, index) => `Set-${index}`);
  const chain = `${COMPONENT.federation}$federation:aws:PermissionSet$aws:ssoadmin`;
  for (const set of sets) {
    put(`${chain}/permissionSet:PermissionSet`, set, { name: set, sessionDuration: "PT8H" }, { outputs: { arn: arn(set) } });
    const policies = (name: string): object => ({
      permissionSetArn: kind === "first" ? UNKNOWN : arn(set),
      managedPolicyArns: [`arn:aws:iam::aws:policy/${name}`],
    });
    const before = kind === "changed" ? { before: policies("ReadOnlyAccess") } : {};
    const made = { propertyDependencies: { permissionSetArn: [`${URN}${chain}/permissionSet:PermissionSet::${set}`] } };
    put(`${chain}/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive`, `${set}/managed`, policies("PowerUserAccess"), {
      ...before,
      ...made,
    });
  }
  const groups = Array.from({ length: GROUPS }, (_, index) => index);
  const scope = `${COMPONENT.federation}$federation:aws:AccountAssignments$federation:index:Group`;
  const onDemand = `${COMPONENT.federation}$federation:entra:ProvisionOnDemand$federation:index:Group$azuread:index/synchronizationJobProvisionOnDemand:SynchronizationJobProvisionOnDemand`;
  const provisioned = groups.map((group) => `${URN}${onDemand}::provision-on-demand/${id(1, group)}`);
  for (let index = 0; index < assignments; index++) {
    const [group, account, set] = [
      index % GROUPS,
      accounts[Math.floor(index / GROUPS) % ACCOUNTS]!,
      sets[Math.floor(index / 7) % sets.length]!,
    ];
    const inputs = {
      instanceArn: "arn:aws:sso:::instance/ssoins-1111222233334444",
      permissionSetArn: kind === "first" ? UNKNOWN : arn(set),
      principalId: kind === "first" ? UNKNOWN : id(2, group),
      principalType: "GROUP",
      targetId: account,
      targetType: "AWS_ACCOUNT",
    };
    const setUrn = `${URN}${chain}/permissionSet:PermissionSet::${set}`;
    put(`${scope}$aws:ssoadmin/accountAssignment:AccountAssignment`, `${set}/${id(1, group)}/${account}`, inputs, {
      parent: `${URN}${scope}::group-${group}`,
      dependencies: kind === "first" ? [setUrn, ...provisioned] : [setUrn, `${setUrn}/managed`, provisioned[group]],
      propertyDependencies: { permissionSetArn: [setUrn], principalId: kind === "first" ? provisioned : [] },
    });
  }
  writeSync(open, `\n  ],\n  "duration": 1,\n  "changeSummary": ${JSON.stringify({ same })}\n}\n`);
  closeSync(open);
}
