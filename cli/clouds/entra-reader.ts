import type { CallCounter } from "./aws";
import type { AzureEnvironment } from "./azure-environment";
import { EntraReader } from "./entra";
import { credentialFor, GraphClient } from "./graph";

/** A reader of the tenant with the credentials of the environment. */
export function entraReader(tenantId: string, cloud: AzureEnvironment, counter: CallCounter): EntraReader {
  return new EntraReader(new GraphClient(cloud, credentialFor(tenantId, cloud), counter));
}
