/** How many AWS requests of this process are under way at once; Identity Center allows 20 a second for all callers together. */
export const awsConcurrency = 8;

/** Counts what a reader asked of a cloud. */
export interface CallCounter {
  calls: number;
}

/**
 * Settings of every AWS client: retries adapt to throttling, and the endpoint comes from AWS_ENDPOINT_URL where it is set.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function clientSettings(region: string): { region: string; retryMode: string; maxAttempts: number } {
  return { region, retryMode: "adaptive", maxAttempts: 10 };
}

interface Countable {
  readonly middlewareStack: { add(middleware: never, options: { step: "build"; name: string }): void };
}

/** Counts the calls of a client. */
export function counted<Client extends Countable>(client: Client, counter: CallCounter): Client {
  const middleware = (next: (args: unknown) => Promise<unknown>) => (args: unknown) => {
    counter.calls += 1;
    return next(args);
  };
  client.middlewareStack.add(middleware as never, { step: "build", name: "countCalls" });
  return client;
}

/** Reads every page of a list. */
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

/** True for the service's own words that a thing does not exist. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Error && /^(ResourceNotFoundException|NoSuchEntityException|NoSuchEntity|NotFoundException)$/.test(error.name);
}
