import { readList, readText } from "./values";

/** Hosts of AWS's SCIM endpoints, with the region. */
const HOST = /^scim\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\.cn)?$/;

/** Region of a SCIM endpoint of AWS's; undefined where the address is none. */
export function scimRegion(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || url.protocol !== "https:" || url.port !== "" || url.username !== "") return undefined;
  if (!/^\/[^/]+\/scim\/v2\/?$/.test(url.pathname)) return undefined;
  return HOST.exec(url.hostname)?.[1];
}

/**
 * Whether an address names AWS, truly or by deceit, however it spells the host (`amazon%61ws`, other letter case,
 * letters of full width).
 */
export function namesAws(address: string): boolean {
  const spellings = [address, URL.canParse(address) ? new URL(address).hostname : ""];
  return spellings.some((spelling) => spelling.toLowerCase().includes("amazonaws"));
}

/** Value of a credential by its key; undefined where it is missing. Other credentials are not read: one is a secret. */
export function credential(props: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const credentials = readList(props["credentials"]);
  for (let index = 0; index < credentials.length; index++) {
    const item = credentials[index] as Readonly<Record<string, unknown>> | null;
    if (typeof item === "object" && item !== null && item["key"] === key) return readText(item["value"], `credentials.${key}`);
  }
  return undefined;
}
