import * as pulumi from "@pulumi/pulumi";

/** One registered resource. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

const registered: Registered[] = [];

/** Both clouds hold nothing under a name of the stack's. */
export const freeNames = {
  "pulumi:pulumi:readStackResourceOutputs": () => ({ outputs: {} }),
  "aws:ssoadmin/getPermissionSets:getPermissionSets": () => ({ arns: [] }),
  "aws:iam/getUsers:getUsers": () => ({ arns: [], names: [] }),
  "aws:iam/getRoles:getRoles": () => ({ arns: [], names: [] }),
  "aws:iam/getPolicy:getPolicy": none,
  "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider": none,
  "aws:s3/getBucket:getBucket": none,
  "aws:sns/getTopic:getTopic": none,
  "aws:sqs/getQueues:getQueues": () => ({ queueUrls: [] }),
  "aws:cloudwatch/getLogGroups:getLogGroups": () => ({ arns: [], logGroupNames: [] }),
  "azuread:index/getApplication:getApplication": none,
};

function none(): never {
  throw new Error("not found");
}

/**
 * Starts mocks once for a test file; what components register is collected by {@link resources}. Calls that a test did
 * not foresee fail.
 *
 * @param calls Answers of provider functions, by token.
 * @param outputs What a resource type tells beside its inputs and the usual ids.
 */
export async function startMocks(
  calls: Readonly<Record<string, (args: Record<string, unknown>) => Record<string, unknown>>> = {},
  outputs: (type: string) => Record<string, unknown> = () => ({}),
): Promise<void> {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        registered.push({ type, name, inputs: inputs as Record<string, unknown> });
        const generated = { objectId: `${name}-object-id`, clientId: `${name}-client-id`, arn: `arn:${name}`, thumbprint: "AB".repeat(20) };
        return { id: `${name}-id`, state: { ...generated, ...outputs(type), ...(inputs as Record<string, unknown>) } };
      },
      call: ({ token, inputs }) => {
        const answer = calls[token];
        if (answer === undefined) throw new Error(`The test did not foresee a call of ${token}.`);
        try {
          return answer(inputs as Record<string, unknown>);
        } catch (error) {
          // What the program is told of an error that comes over the wire.
          throw Object.assign(error as Error, { details: (error as Error).message });
        }
      },
    },
    "federation",
    "test",
    false,
    "organization",
  );
}

/** What was registered since the last call, after everything that is under way has been registered. */
export async function resources(): Promise<Registered[]> {
  await settled();
  return registered.splice(0);
}

/** Lets registrations and outputs that are under way finish. */
export async function settled(): Promise<void> {
  let seen = -1;
  while (seen !== registered.length) {
    seen = registered.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The one registered resource of a type, or of a type and a name. */
export function only(found: readonly Registered[], type: string, name?: string): Registered {
  const hits = found.filter((resource) => resource.type === type && (name === undefined || resource.name === name));
  if (hits.length !== 1) throw new Error(`Expected one ${type} ${name ?? ""}, found ${hits.length}.`);
  return hits[0]!;
}

/** Value of an output. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    output.apply((value) => {
      resolve(value as T);
    });
    setTimeout(() => reject(new Error("The output never resolved.")), 5000).unref();
  });
}
