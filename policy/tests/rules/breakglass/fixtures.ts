import { iam, sns } from "../../../shared/types";
import { UNKNOWN, resource } from "../../../testing";

export const user = (name: unknown, props: Record<string, unknown> = {}, resourceName = String(name)) =>
  resource(iam.user, { name, ...props }, { name: resourceName });
export const ONE = user("breakglass-1");
export const TWO = user("breakglass-2");
export const ADA = user("ada");
export const notApplicable = { "a stack without users": { given: [resource(iam.role, {})] } };
export const ofOne = (type: string, props: Record<string, unknown>, name = "part", property = "user") =>
  resource(type, { [property]: UNKNOWN, ...props }, { name, refers: { [property]: ONE } });

export const KEY = resource("aws:kms/key:Key", {}, { name: "key" });
/** A topic with a key of its own, which is not made yet. */
export const topic = resource(
  sns.topic,
  { name: "alarms", arn: UNKNOWN, kmsMasterKeyId: UNKNOWN },
  { name: "topic", refers: { kmsMasterKeyId: KEY } },
);
export const subscription = resource(
  sns.topicSubscription,
  { topic: UNKNOWN, protocol: "email", endpoint: "a@example.com" },
  { name: "mail", refers: { topic } },
);
export const LOGIN_ONLY = { eventName: ["ConsoleLogin"], userIdentity: { userName: ["breakglass-1"] } };
