/** What the AWS SDK's clients of one region share. */
export interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Of clients of the local AWS, in its management account and home region unless another region is named. */
export function clientSettings(environment: NodeJS.ProcessEnv, region = environment["AWS_REGION"]!): ClientSettings {
  return { endpoint: environment["AWS_ENDPOINT_URL"]!, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
}
