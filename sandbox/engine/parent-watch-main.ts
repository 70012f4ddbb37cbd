/** Loaded with `node --require` before a plugin that knows nothing of it. */
import { endWithParent } from "./parent-watch";

endWithParent();
