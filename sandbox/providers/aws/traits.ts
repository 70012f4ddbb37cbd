import { type ResourceType, type Work } from "../shared/table";
import { type Props } from "../shared/values";
import { regionOf, setting } from "./cloud";

/** Adds the `region` argument and output that every regional type has since v7. Another region is another object. */
export function regional(row: ResourceType): ResourceType {
  return {
    ...row,
    inputs: [...row.inputs, "region"],
    replaceOn: row.replaceOn === "*" ? "*" : [...(row.replaceOn ?? []), "region"],
    computed: [...(row.computed ?? []), "region"],
    async read(work) {
      const found = await row.read(work);
      return found && { ...found, region: regionOf(work) };
    },
  };
}

/** How a type's API takes tags. */
export interface Tagging {
  /** Adds tags or changes their values. */
  tag(work: Work, tags: Readonly<Record<string, string>>): Promise<unknown>;
  untag(work: Work, keys: readonly string[]): Promise<unknown>;
}

/**
 * Adds `tags` and `tagsAll`: an update sends only what differs. `create` sends {@link tagsOf}; `read` answers `tagsAll`
 * with all tags of the object.
 */
export function tagged(row: ResourceType, tagging: Tagging): ResourceType {
  return {
    ...row,
    inputs: [...row.inputs, "tags"],
    computed: [...(row.computed ?? []), "tagsAll"],
    volatile: [...(row.volatile ?? []), "tagsAll"],
    async read(work) {
      const found = await row.read(work);
      if (found === undefined) return undefined;
      const all = (found["tagsAll"] ?? {}) as Record<string, string>;
      const own = Object.entries(all).filter(([key, value]) => work.inputs["tags"]?.[key] !== undefined || defaultTags()[key] !== value);
      return { ...found, tags: own.length === 0 ? undefined : Object.fromEntries(own), tagsAll: all };
    },
    async update(work) {
      const before = (work.olds["tagsAll"] ?? {}) as Record<string, string>;
      const wanted = tagsOf(work);
      const gone = Object.keys(before).filter((key) => wanted[key] === undefined);
      const changed = Object.entries(wanted).filter(([key, value]) => before[key] !== value);
      if (gone.length > 0) await tagging.untag(work, gone);
      if (changed.length > 0) await tagging.tag(work, Object.fromEntries(changed));
      await row.update?.(work);
    },
  };
}

/** The object's tags: the provider's defaultTags and the program's. */
export function tagsOf(work: Work): Record<string, string> {
  return { ...defaultTags(), ...(work.inputs["tags"] as Record<string, string> | undefined) };
}

function defaultTags(): Record<string, string> {
  return ((setting("defaultTags") as Props | undefined)?.["tags"] ?? {}) as Record<string, string>;
}

/** Tags as most APIs take them. */
export function tagList(tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** Tags as most APIs return them; AWS's own are left out. */
export function tagMap(tags: readonly Props[] | undefined): Record<string, string> {
  return Object.fromEntries(
    (tags ?? [])
      .map((tag) => [String(tag["Key"] ?? tag["TagKey"]), String(tag["Value"] ?? tag["TagValue"] ?? "")] as const)
      .filter(([key]) => !key.startsWith("aws:")),
  );
}
