import { paceOf } from "./pace";
import { PatientRetryStrategy } from "./retry";

/** How many items a list of readings takes up at once; how many requests that makes is held by {@link paceOf}. */
export const awsConcurrency = 8;

/** Counts what a reader asked of a cloud. */
export interface CallCounter {
  calls: number;
}

/** Settings that every AWS client has. */
export interface ClientSettings {
  region: string;
  retryStrategy: PatientRetryStrategy;
  requestHandler: { connectionTimeout: number; requestTimeout: number; throwOnRequestTimeout: boolean };
}

/** Milliseconds to a connection, and to an answer on it. */
const CONNECTION_MS = 5_000;
const REQUEST_MS = 30_000;

/**
 * Settings of every AWS client: retries within a budget, no endless waiting; the endpoint comes from AWS_ENDPOINT_URL
 * where it is set.
 */
export function clientSettings(region: string): ClientSettings {
  return {
    region,
    retryStrategy: new PatientRetryStrategy(),
    requestHandler: { connectionTimeout: CONNECTION_MS, requestTimeout: REQUEST_MS, throwOnRequestTimeout: true },
  };
}

type Middleware = <Args, Answer>(
  next: (args: Args) => Promise<Answer>,
  context: { readonly commandName?: string },
) => (args: Args) => Promise<Answer>;

interface Countable {
  readonly config: { readonly serviceId?: string; region(): Promise<string> };
  readonly middlewareStack: {
    add(middleware: Middleware, options: { step: "build"; name: string }): void;
    addRelativeTo(middleware: Middleware, options: { relation: "after"; toMiddleware: string; name: string }): void;
  };
}

/** Counts the calls of a client, and holds each attempt to the pace of its service. */
export function counted<Client extends Countable>(client: Client, counter: CallCounter): Client {
  const count: Middleware = (next) => (args) => {
    counter.calls += 1;
    return next(args);
  };
  const pace: Middleware =
    (next, { commandName = "" }) =>
    async (args) => {
      const operation = commandName.replace(/Command$/, "");
      return paceOf(client.config.serviceId ?? "", operation, await client.config.region()).run(() => next(args));
    };
  client.middlewareStack.add(count, { step: "build", name: "countCalls" });
  // Within the retries: a request that is made again waits for its turn again.
  client.middlewareStack.addRelativeTo(pace, { relation: "after", toMiddleware: "retryMiddleware", name: "pace" });
  return client;
}

/**
 * Reads every page of a list for which the SDK has no paginator: EventBridge's rules and targets, IAM's
 * service-specific credentials. All others are read with {@link everyItem}.
 */
export async function pages<Page extends { NextToken?: string | undefined }, Item>(
  read: (token: string | undefined) => Promise<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  let token: string | undefined;
  do {
    const page = await read(token);
    all.push(...(items(page) ?? []));
    token = page.NextToken;
  } while (token !== undefined && token !== "");
  return all;
}

/** Every item of every page that one of the SDK's paginators reads. */
export async function everyItem<Page, Item>(
  paginator: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of paginator) all.push(...(items(page) ?? []));
  return all;
}
