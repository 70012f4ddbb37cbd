/**
 * `federation:identityCenter`: what only the AWS console tells of Identity Center.
 */
import type { z } from "zod";
import type { Problem } from "../model";
import { acsHosts, portalDomains } from "../../contract/partition";
import { configPath, mistake, wrong } from "../problems";
import { either } from "../words";
import { checkedTextSchema, documented, listSchema, mappingSchema, parseHttpsUrl } from "./fields";

const ACS_REMEDY =
  "write the Assertion Consumer Service URLs that the AWS console shows: IAM Identity Center > Settings > Identity source > Actions > Manage authentication";

/** Most characters of one reply URL in Entra. */
const URL_LIMIT = 256;

const httpsUrl = (remedy: string) =>
  checkedTextSchema(remedy, (value) => {
    const url = parseHttpsUrl(value);
    if (typeof url === "string") return url;
    return value.length <= URL_LIMIT ? undefined : `write at most ${URL_LIMIT} characters, as Entra takes`;
  });

export const identityCenterSchema = mappingSchema({
  acsUrls: documented(listSchema(httpsUrl(ACS_REMEDY), ACS_REMEDY, 1, 256), {
    about: "Assertion Consumer Service URLs: the reply URLs of the enterprise application. The IPv4 one first, then the dual-stack one.",
    type: "list of URLs",
    limits: "1 to 256 URLs of up to 256 characters, all of the home region; may be missing in phase `connect`",
  }).exactOptional(),
  accessPortalUrl: documented(httpsUrl("write the URL of the AWS access portal"), {
    about:
      "URL of the AWS access portal when it has an alias or a regional address; `https://<identity store id>.awsapps.com/start` when not written.",
    type: "URL",
  }).exactOptional(),
});

/** Settings of Identity Center. */
export type IdentityCenterSettings = z.output<typeof identityCenterSchema>;

/** URLs that do not belong to Identity Center in the home region. */
export function identityCenterProblems({ acsUrls = [], accessPortalUrl }: IdentityCenterSettings, homeRegion: string): Problem[] {
  const problems = acsUrls.flatMap((url, index) => {
    const path = configPath(["identityCenter", "acsUrls", index]);
    if (acsUrls.indexOf(url) < index) return [mistake(path, `repeats ${JSON.stringify(url)}`, "remove it")];
    const remedy = acsMistake(new URL(url), homeRegion);
    return remedy === undefined ? [] : [wrong(path, url, remedy)];
  });
  if (accessPortalUrl !== undefined) {
    const { host } = new URL(accessPortalUrl);
    const domains = portalDomains(homeRegion);
    if (!domains.some((domain) => host.endsWith(`.${domain}`))) {
      problems.push(
        wrong("federation:identityCenter.accessPortalUrl", accessPortalUrl, `write a URL of the AWS access portal, on ${either(domains)}`),
      );
    }
  }
  return problems;
}

function acsMistake(url: URL, homeRegion: string): string | undefined {
  const hosts = acsHosts(homeRegion);
  if (!hosts.includes(url.host)) {
    const region = /^[a-z]{2}(?:-[a-z]+)+-\d(?=\.)/.exec(url.host)?.[0];
    if (region !== undefined && region !== homeRegion && acsHosts(region).includes(url.host)) return otherRegion(region, homeRegion);
    return `write a URL of Identity Center, on ${either(hosts)}`;
  }
  return /^\/platform\/saml\/acs\/[\w-]+$/.test(url.pathname)
    ? undefined
    : "write the whole URL, which ends with /platform/saml/acs/ and an id";
}

/** The remedy for a URL of another region. */
export function otherRegion(region: string, homeRegion: string): string {
  return `it is of ${region} and federation:homeRegion is ${homeRegion}; write the one of the home region`;
}
