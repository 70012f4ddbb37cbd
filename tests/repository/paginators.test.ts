import assert from "node:assert/strict";
import { filesIn, isSource, textOf } from "./files";

/** Where a client comes from, with what a file imports of it. */
const IMPORT = /import \{([^}]*)\} from "(@aws-sdk\/client-[\w-]+)"/g;

/** Asked for one thing by its name, so that there is one page. */
const ONE_THING = ["DescribeAlarmsCommand"];

/** Commands of a file that the SDK has a paginator for. */
async function unpaged(file: string): Promise<string[]> {
  const found: string[] = [];
  for (const [, names = "", client = ""] of textOf(file).matchAll(IMPORT)) {
    const sdk = (await import(client)) as Readonly<Record<string, unknown>>;
    const commands = names.split(",").map((name) => name.trim().replace(/^type /, ""));
    found.push(
      ...commands
        .filter((name) => name.endsWith("Command") && `paginate${name.replace(/Command$/, "")}` in sdk && !ONE_THING.includes(name))
        .map((name) => `${file}: ${name}`),
    );
  }
  return found;
}

describe("lists of AWS", () => {
  const files = ["cli", "components"].flatMap((room) => filesIn(room)).filter(isSource);

  it("are read by the SDK's paginator wherever it has one", async () => {
    assert.ok(files.some((file) => textOf(file).includes("@aws-sdk/client-")));
    assert.deepEqual((await Promise.all(files.map(unpaged))).flat(), []);
  });

  it("and by pages(), where it has none and the service gives a token", () => {
    const byToken = /\b(NextToken|nextToken|NextMarker|Marker|PaginationToken)\b/;
    const own = files.filter((file) =>
      textOf(file)
        .split("\n")
        .some((line) => byToken.test(line) && !/^\s*(\*|\/\/)/.test(line)),
    );
    assert.deepEqual(
      own.filter((file) => file !== "cli/clouds/aws.ts" && !/\bpages\(|\bpages,/.test(textOf(file))),
      ["cli/clouds/access-events.ts"], // Reads a token to tell whether it stopped early.
    );
  });
});
