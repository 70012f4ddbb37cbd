import type { CallCounter } from "./aws";
import type { AzureEnvironment } from "../../graph/environment";
import { EntraReader } from "./entra";
import { GraphClient } from "../../graph/client";
import { credentialFor } from "../../graph/credential";

/** A reader of the tenant with the credentials of the environment. */
export function entraReader(tenantId: string, cloud: AzureEnvironment, counter: CallCounter): EntraReader {
  return new EntraReader(new GraphClient(cloud, credentialFor(tenantId, cloud), counter));
}
