/**
 * `federation:provisioning`: how Entra writes users and groups into Identity Center.
 */
import type { z } from "zod";
import { dayOf, yearsAfter, type Clock } from "../../contract/clock";
import type { Problem } from "../model";
import { partitionOf, scimHost } from "../../contract/partition";
import { passed, wrong } from "../problems";
import { checkedTextSchema, daySchema, documented, flagSchema, mappingSchema, parseHttpsUrl, wholeNumberSchema } from "./fields";
import { otherRegion } from "./identity-center";

const ENDPOINT_REMEDY = "write the SCIM endpoint that the AWS console shows: IAM Identity Center > Settings > Automatic provisioning";

export const provisioningSchema = mappingSchema({
  scimEndpoint: documented(
    checkedTextSchema(ENDPOINT_REMEDY, (value) => {
      const url = parseHttpsUrl(value);
      return typeof url === "string" ? url : undefined;
    }),
    { about: "SCIM endpoint of Identity Center.", type: "URL", limits: "of the home region; may be missing in phase `connect`" },
  ).exactOptional(),
  tokenExpires: documented(daySchema(), {
    about: "Day on which the SCIM token ends: one year after it was made.",
    type: "day, YYYY-MM-DD",
    limits: "not in the past, at most one year ahead; may be missing in phase `connect`",
  }).exactOptional(),
  waitMinutes: documented(wholeNumberSchema(0, 120, "write whole minutes from 0 to 120, such as 15"), {
    about: "How long one `up` waits for groups to appear in Identity Center, in minutes.",
    limits: "0 to 120",
  }).default(15),
  assignmentDelaySeconds: documented(wholeNumberSchema(0, 900, "write whole seconds from 0 to 900, such as 120"), {
    about: "How long Entra needs to see a new assignment; provisioning on demand waits for it, in seconds.",
    limits: "0 to 900",
  }).default(120),
  adopted: documented(flagSchema(), {
    about:
      "Whether the provisioning job existed before this stack (`federation adopt`): it stays as it is, with the endpoint and token that Entra holds, until the token is renewed.",
  }).exactOptional(),
});

/** Settings of provisioning. */
export type ProvisioningSettings = z.output<typeof provisioningSchema>;

/** An endpoint that is not Identity Center's in the home region, and a token that has ended or cannot live so long. */
export function provisioningProblems(
  { scimEndpoint, tokenExpires }: ProvisioningSettings,
  homeRegion: string | undefined,
  clock: Clock,
): Problem[] {
  const problems: Problem[] = [];
  if (scimEndpoint !== undefined && homeRegion !== undefined) {
    const remedy = endpointMistake(new URL(scimEndpoint), homeRegion);
    if (remedy !== undefined) problems.push(wrong("federation:provisioning.scimEndpoint", scimEndpoint, remedy));
  }
  if (tokenExpires !== undefined) {
    const today = dayOf(clock.now());
    const path = "federation:provisioning.tokenExpires";
    if (tokenExpires < today) {
      problems.push(
        passed(
          path,
          tokenExpires,
          "that is in the past; make a new token in the AWS console (docs/cli/rotate.md) and write the day on which it ends",
        ),
      );
    }
    const latest = yearsAfter(today, 1);
    if (tokenExpires > latest) problems.push(wrong(path, tokenExpires, `a SCIM token lives for one year; write ${latest} or earlier`));
  }
  return problems;
}

function endpointMistake(url: URL, homeRegion: string): string | undefined {
  const host = scimHost(homeRegion);
  if (url.host !== host) {
    const region = /^scim\.([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(url.host)?.[1];
    const genuine = region !== undefined && scimHost(region) === url.host;
    if (genuine && partitionOf(region) === partitionOf(homeRegion)) return otherRegion(region, homeRegion);
    return `write the SCIM endpoint of Identity Center, on ${host}`;
  }
  return /^\/[\w-]+\/scim\/v2\/?$/.test(url.pathname) && url.search === "" && url.hash === ""
    ? undefined
    : `write the whole endpoint, such as https://${host}/<id>/scim/v2/`;
}
