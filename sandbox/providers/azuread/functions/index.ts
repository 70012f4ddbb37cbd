import { getApplication, getApplicationTemplate, getClientConfig, getDomains, getServicePrincipal } from "./applications";
import { getGroup, getGroups, getUser, getUsers } from "./directory";
import { type Invoke } from "./invoke";

/** The look-ups that the stand-in knows, by token, e.g. `azuread:index/getGroups:getGroups`. */
export const functions: ReadonlyMap<string, Invoke> = new Map(
  Object.entries({
    getApplication,
    getApplicationTemplate,
    getClientConfig,
    getDomains,
    getGroup,
    getGroups,
    getServicePrincipal,
    getUser,
    getUsers,
  }).map(([name, invoke]) => [`azuread:index/${name}:${name}`, invoke]),
);
