import { optional, type Schema } from "../schema";
import { flag, objects, texts, type Props } from "../values";

/** The tags behind the official plugin's shortcuts. */
const tagNames = {
  customSingleSignOn: "WindowsAzureActiveDirectoryCustomSingleSignOnApplication",
  enterprise: "WindowsAzureActiveDirectoryIntegratedApp",
  gallery: "WindowsAzureActiveDirectoryGalleryApplicationNonPrimaryV1",
  hide: "HideApp",
} as const;

export const featureTagSchema: Schema = { customSingleSignOn: optional, enterprise: optional, gallery: optional, hide: optional };

/** What tags say, in the official plugin's form: always one object with all four. */
export function featureTagsOf(tags: readonly string[]): Props[] {
  return [Object.fromEntries(Object.entries(tagNames).map(([feature, tag]) => [feature, tags.includes(tag)]))];
}

/**
 * The tags to send. As officially, feature tags count only in the run that declares or changes them; otherwise the tags
 * that are planned (declared, or kept from the state) are sent back.
 */
export function tagsToSend(planned: Props, featureTagsChanged: boolean): string[] {
  const [features] = objects(planned["featureTags"]);
  if (features === undefined || !featureTagsChanged) return texts(planned["tags"]);
  return Object.entries(tagNames).flatMap(([feature, tag]) => (flag(features[feature]) ? [tag] : []));
}
