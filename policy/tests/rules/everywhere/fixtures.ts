import { ssoadmin } from "../../../shared/types";
import { resource } from "../../../testing";

export const set = (props: Record<string, unknown> = {}, details = {}) => resource(ssoadmin.permissionSet, props, details);
