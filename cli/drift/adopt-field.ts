/** Sentences of `verify` on fields, and the setting that would say what is there. */
const SETTINGS: readonly (readonly [sentence: RegExp, adopt: (...found: string[]) => string])[] = [
  [/^Reply URL that the settings do not name: (.+); assertions could/, (urls) => `add ${urls} to federation:identityCenter.acsUrls`],
  [/^Reply URL missing: (.+)\.$/, (urls) => `take ${urls} out of federation:identityCenter.acsUrls, where another is left`],
  [/^Session attribute (\S+) comes from nowhere;/, (key) => `take ${key} out of federation:enterpriseApp.sessionAttributes`],
  [/^Session attribute (\S+) comes from (\S+);/, (key, source) => `federation:enterpriseApp.sessionAttributes.${key}: ${source}`],
  [/^Group (".+") is not assigned to the application\.$/, (group) => `take ${group} out of federation:access`],
  [/^The group (".+") is assigned, but/, (group) => `an entry of federation:access for ${group}`],
  [/^The user (".+") is assigned, but/, (user) => `an entry of federation:unmanaged with users: [${user}] and the reason`],
  [/session control signInFrequency (\d+) hours instead of/, (hours) => `federation:conditionalAccess.signInFrequencyHours: ${hours}`],
  [/^The named location ".+" has (.+)\.$/, countries],
];

/** The setting that would say what a finding on a field says is there; null where none can. */
export function adoptionOf(message: string): string | null {
  for (const [sentence, adopt] of SETTINGS) {
    const found = sentence.exec(message);
    if (found !== null) return adopt(...found.slice(1)) || null;
  }
  return null;
}

function countries(wrong: string): string {
  const list = (suffix: string): string | undefined => new RegExp(`(?:^|; )((?:[A-Z]{2}, )*[A-Z]{2}) ${suffix}(?:;|$)`).exec(wrong)?.[1];
  const [extra, missing] = [list("too much"), list("missing")];
  const parts = [...(extra === undefined ? [] : [`add ${extra}`]), ...(missing === undefined ? [] : [`take out ${missing}`])];
  return parts.length === 0 ? "" : `federation:conditionalAccess.allowedCountries: ${parts.join(", ")}`;
}
