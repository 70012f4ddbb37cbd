import { isNotFound } from "../errors";
import { type Graph, type Version } from "../graph";

/** Polls until Graph has said five times in a row that `path` does not exist. */
export async function untilGone(graph: Graph, waitingFor: string, version: Version, path: string): Promise<void> {
  await graph.operation.untilSteady(waitingFor, async () => {
    try {
      await graph.get(version, path);
      return false;
    } catch (error) {
      if (isNotFound(error)) return true;
      throw error;
    }
  });
}
