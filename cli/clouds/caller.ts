import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { clientSettings, counted, type CallCounter } from "./aws";

/** The account whose credentials these are. */
export async function callerAccount(homeRegion: string, counter: CallCounter): Promise<string> {
  const client = counted(new STSClient(clientSettings(homeRegion)), counter);
  return (await client.send(new GetCallerIdentityCommand({}))).Account ?? "";
}
