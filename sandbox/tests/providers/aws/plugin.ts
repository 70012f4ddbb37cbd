import { awsStandIn } from "../../../providers/aws/stand-in";
import { listen } from "../../../providers/shared/serve";
import { ProviderService } from "../../../providers/shared/service";
import { startCloud, world, type Cloud } from "../../aws/cloud";
import { PluginClient } from "../shared/plugin-client";
import { restoreEnvironment } from "../../environment";

/** The aws plugin in this process, on a local AWS of its own. */
export interface Plugin {
  readonly client: PluginClient;
  readonly cloud: Cloud;
  stop(): Promise<void>;
}

/** Starts both; the provider gets `config` beside region and endpoint. */
export async function startPlugin(config: Record<string, unknown> = {}, flags: string[] = ["--async-seconds", "0.05"]): Promise<Plugin> {
  const cloud = await startCloud(world, flags);
  const earlier = { ...process.env };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: "eu-west-1",
  });
  const server = await listen(new ProviderService(awsStandIn()));
  const client = new PluginClient(server.port);
  await client.configure(config);
  return {
    client,
    cloud,
    async stop() {
      client.close();
      server.close();
      restoreEnvironment(earlier);
      await cloud.stop();
    },
  };
}
