import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { Turns } from "../../../components/aws/turns";

const narrow = { atOnce: 3, apartMilliseconds: 0 };

describe("turns", () => {
  /** Work of so many milliseconds each; what was under way at once, and in which order it began. */
  async function worked(turns: Turns, milliseconds: readonly number[]): Promise<{ most: number; order: number[] }> {
    const order: number[] = [];
    let underWay = 0;
    let most = 0;
    await Promise.all(
      milliseconds.map(async (time, index) => {
        const end = await turns.take();
        order.push(index);
        most = Math.max(most, (underWay += 1));
        await sleep(time);
        underWay -= 1;
        end();
      }),
    );
    return { most, order };
  }

  it("are so many at once, in the order in which they were asked for", async () => {
    const times = Array.from({ length: 20 }, (_, index) => (index * 7) % 5);
    assert.deepEqual(await worked(new Turns(narrow), times), { most: 3, order: times.map((_time, index) => index) });
  });

  it("are there again when all had theirs", async () => {
    const turns = new Turns(narrow);
    await worked(turns, [1, 1, 1, 1]);
    assert.equal((await worked(turns, [5, 5, 5, 5, 5])).most, 3);
  });

  it("begin as far apart as is said, while nobody has ended", async () => {
    const turns = new Turns({ atOnce: 6, apartMilliseconds: 30 });
    const began: number[] = [];
    for (let index = 0; index < 8; index += 1) void turns.take().then(() => began.push(performance.now()));
    await sleep(10);
    assert.equal(began.length, 1);
    await sleep(500);
    assert.equal(began.length, 6);
    for (let index = 1; index < 6; index += 1) assert.ok(began[index]! - began[index - 1]! >= 29, began.join(" "));
  });

  it("begin closer where they are short: who takes no time waits for none", async () => {
    const turns = new Turns({ atOnce: 10, apartMilliseconds: 200 });
    const start = performance.now();
    await worked(
      turns,
      Array.from({ length: 50 }, () => 10),
    );
    assert.ok(performance.now() - start < 5_000);
  });
});
