/**
 * What each half of an adoption hands back, and what it is asked with.
 *
 * The way of a half (the AWS half is `cli/adopt/identity-center/`, the Entra half and the guard have files of their
 * own):
 *
 * 1. It reads live and never writes. It gets an {@link AdoptionPlace} and gives an {@link AdoptedPart};
 *    `cli/adopt/command.ts` joins the parts.
 * 2. Names: a half names each resource as the component that registers it does (`{type, name, parents, id}`, parents
 *    from {@link ROOT} down), by itself and not by a preview of the engine: that would need secrets, a stack and a
 *    state. What keeps both alike is a test that runs `new Federation(…)` under Pulumi's mocks with the adopted
 *    settings and compares types, names and parents of all resources (`tests/cli/adopt/registered-resources.ts`).
 * 3. Zero updates: where the program adds something of its own (tags, a description, a default), the settings get a key
 *    that says what is live instead, as `permissionSets.X.adopted: true` does for tags. Zero creates: what no provider
 *    can import (a synchronization secret, a password, a provisioning on demand) must not be registered for an adopted
 *    stack: a setting says so, and {@link Decision.kind} `not-importable` tells it.
 * 4. What cannot be said in settings is either left alone by the setting `unmanaged` ({@link AdoptedPart.unmanaged}),
 *    or listed as a {@link Decision}; nothing is dropped in silence. What could not be read is in
 *    {@link AdoptedPart.unread}, a sentence each.
 */
import { COMPONENT } from "../../contract/component-types";
import type { TakenOver } from "../../access/import-file";
import type { DirectoryGroup } from "../../access/groups";

/** The program's root component: the first of every resource's parents. */
export const ROOT = { type: COMPONENT.federation, name: "federation" } as const;

/** What every half is asked with. */
export interface AdoptionPlace {
  /** Short name of the stack that is to be. */
  readonly stack: string;
  /** Home region of Identity Center. */
  readonly homeRegion: string;
  /** Entra directory id, where it is known. */
  readonly tenantId: string | undefined;
  readonly managementAccountId: string;
  /** The instance. */
  readonly instanceArn: string;
  readonly identityStoreId: string;
  /**
   * Groups that hold an assignment which is adopted, as the access list writes them; with the Entra object id where it
   * is known.
   */
  readonly groups: readonly AdoptedGroup[];
  /**
   * Groups, as the access list writes them, that hold an adopted set whose holders sign in from a compliant device by
   * the runbook (R6.2).
   */
  readonly compliantDeviceGroups: readonly string[];
  readonly now: Date;
  /** A line of progress on standard error. */
  readonly progress: (line: string) => void;
}

/** A group of the adopted access list. */
export interface AdoptedGroup extends DirectoryGroup {
  /** As the access list writes it. */
  readonly written: string;
  /** Whether `id` is the Entra object id (from the group's external id); else it is that of the identity store. */
  readonly ofEntra: boolean;
  /** Id in the identity store. */
  readonly storeId: string;
}

/**
 * One top-level key of the stack file, without namespace (`federation:` is added; `aws:region` and the like are written
 * as they are).
 */
export interface AdoptedSetting {
  readonly key: string;
  readonly value: unknown;
  /** Comment above it, without `#`. */
  readonly comment?: string;
}

/** What a person has to decide, or has to know. */
export interface Decision {
  readonly kind:
    /** The settings cannot say it; it stays in the cloud, unmanaged. */
    | "left-alone"
    /** No provider can import it; the program leaves it alone. */
    | "not-importable"
    /** Only a person knows the value, which stands in the stack file as a placeholder. */
    | "value-needed"
    /** A true fault of the estate that the runbook would not have. */
    | "fault"
    /** Good to know. */
    | "note";
  /** What it is about, such as `permission set AWSAdministratorAccess`. */
  readonly what: string;
  /** Why, and what the ways out are; whole sentences. */
  readonly text: string;
}

/**
 * Something live that the stack leaves alone: an entry of the setting `unmanaged` (access/settings/unmanaged.ts), as it
 * is written there.
 */
export interface LeftAlone {
  readonly reason: string;
  readonly kind?: "control-tower" | "just-in-time";
  readonly tool?: string;
  readonly permissionSets?: readonly string[];
  readonly groups?: readonly string[];
  readonly users?: readonly string[];
  readonly accounts?: string | readonly string[];
  readonly conditionalAccess?: readonly string[];
  readonly applications?: readonly string[];
  readonly iamUsers?: readonly string[];
}

/**
 * Something in Entra that is about the application, adopted or not: `--check` finds by it what a stack neither holds
 * nor leaves alone.
 */
export interface FoundThing {
  readonly kind: "assignment to the application" | "Conditional Access policy" | "application";
  /** As the beginning of a sentence. */
  readonly what: string;
  /** By which an entry of `unmanaged` may name it. */
  readonly names: readonly string[];
  /** Of an assignment. */
  readonly principalType?: "GROUP" | "USER";
  /** Id of the resource that would hold it. */
  readonly id: string;
}

/** What a half found. */
export interface AdoptedPart {
  /** For people: `Identity Center`, `Entra`, `breakglass users and trail`. */
  readonly title: string;
  readonly settings: readonly AdoptedSetting[];
  readonly resources: readonly TakenOver[];
  readonly decisions: readonly Decision[];
  readonly unmanaged: readonly LeftAlone[];
  /** What is there beside permission sets and account assignments. */
  readonly found?: readonly FoundThing[];
  /** What could not be read, a sentence each: the part is then not whole. */
  readonly unread: readonly string[];
  /** One line that counts what was adopted, such as `12 permission sets, 3,000 assignments of 80 groups`. */
  readonly summary: string;
}
