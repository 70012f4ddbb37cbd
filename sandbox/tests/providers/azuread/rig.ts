import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AzureadStandIn } from "../../../providers/azuread/stand-in";
import { listen } from "../../../providers/shared/serve";
import { ProviderService } from "../../../providers/shared/service";
import { PluginClient } from "../shared/plugin-client";
import { FakeGraph, tenantId } from "./fake-graph";

/** A plugin, started and configured against a fake Graph. */
export interface Rig {
  readonly graph: FakeGraph;
  readonly plugin: PluginClient;
}

/** Token of a resource type: `type("application")`. */
export function type(name: string): string {
  return `azuread:index/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** Token of a look-up. */
export function lookUp(name: string): string {
  return `azuread:index/${name}:${name}`;
}

/** The environment that reaches a fake Graph. Its polling is fifty times faster than the default. */
export function environmentOf(graph: FakeGraph): NodeJS.ProcessEnv {
  return {
    ARM_METADATA_HOSTNAME: graph.host,
    ARM_TENANT_ID: tenantId,
    ARM_CLIENT_ID: "c11e0000-0000-4000-8000-000000000001",
    ARM_CLIENT_SECRET: "shh",
    SSL_CERT_FILE: graph.certFile,
    SANDBOX_AZUREAD_POLL_MS: "1",
  };
}

/** Starts one plugin and one fake Graph for a suite; objects, log and faults are forgotten before each test. */
export function rig(): Rig {
  const folder = mkdtempSync(join(tmpdir(), "azuread-"));
  const made: { graph?: FakeGraph; plugin?: PluginClient; stop?: () => void } = {};
  before(async () => {
    made.graph = await FakeGraph.start(folder);
    const { plugin, stop } = await startPlugin(environmentOf(made.graph));
    Object.assign(made, { plugin, stop });
    await plugin.configure({});
  });
  beforeEach(() => made.graph?.reset());
  after(() => {
    made.stop?.();
    made.graph?.stop();
    rmSync(folder, { recursive: true });
  });
  return {
    get graph() {
      return made.graph!;
    },
    get plugin() {
      return made.plugin!;
    },
  };
}

/** A rig taken apart: its parts exist only once a suite runs. */
export function lazy(suite: ReturnType<typeof rig>): { graph: () => typeof suite.graph; plugin: () => typeof suite.plugin } {
  return { graph: () => suite.graph, plugin: () => suite.plugin };
}

/** Serves the stand-in in this process, unconfigured. */
export async function startPlugin(environment: NodeJS.ProcessEnv): Promise<{ plugin: PluginClient; stop: () => void }> {
  const server = await listen(new ProviderService(new AzureadStandIn(environment)));
  const plugin = new PluginClient(server.port);
  return {
    plugin,
    stop: () => {
      plugin.close();
      server.close();
    },
  };
}
