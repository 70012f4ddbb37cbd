import pMap from "p-map";
import { type Outcome } from "./check";
import { Missing } from "./missing";
import { explain } from "./run";

/** Items that are read at a time. */
const AT_A_TIME = 8;

/** An item that could not be read: neither ok nor a finding, and the check has not looked everywhere. */
export function unreadItem(name: string, error: unknown): Outcome {
  const { message, remedy } = explain(error);
  return {
    status: "cannot tell",
    unread: true,
    message: `${name} could not be read: ${message}`,
    ...(remedy === undefined ? {} : { remedy }),
  };
}

/**
 * Judges items one by one: one that cannot be read is told by name, and all others are judged.
 *
 * @throws Missing where what all of them stand on is missing, which another check reports.
 */
export async function eachItem<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  judge: (item: Item) => Promise<readonly Outcome[]>,
): Promise<Outcome[]> {
  const judged = await pMap(
    items,
    async (item): Promise<readonly Outcome[]> => {
      try {
        return await judge(item);
      } catch (error) {
        if (error instanceof Missing) throw error;
        return [unreadItem(nameOf(item), error)];
      }
    },
    { concurrency: AT_A_TIME },
  );
  return judged.flat();
}
