/** One measurement of `npm run bench -- sdk`, in a process of its own: `sdk-worker.ts VARIANT RESOURCES`. */
// First: the rules must find it in place.
import "./plain-sdk";
import { rules } from "../../policy/rules";
import { analyze, analyzeStack } from "../../policy/sdk/analyze";
import { ssoadmin } from "../../policy/shared/types";
import { resource } from "../../policy/testing";

const [, , , resources = "2000"] = process.argv;

async function main(): Promise<void> {
  const assignments = Array.from({ length: Number(resources) }, (_, index) =>
    resource(
      ssoadmin.accountAssignment,
      {
        instanceArn: "arn:aws:sso:::instance/ssoins-1111222233334444",
        permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1111222233334444/ps-1111222233334444",
        principalType: "GROUP",
        principalId: "65e27c8f-72c3-4a60-8194-d3033054a701",
        targetType: "AWS_ACCOUNT",
        targetId: String(300_000_000_000 + index),
        region: "eu-west-1",
      },
      { name: `Ops/group/${index}` },
    ),
  );
  const before = process.cpuUsage();
  for (const assignment of assignments) await analyze(rules, assignment);
  await analyzeStack(rules, assignments);
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1e6);
}

void main();
