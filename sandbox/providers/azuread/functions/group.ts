import { type Entity } from "../graph";
import { flag, object, text, texts, type Props } from "../values";

/** A group in Pulumi's names, without its owners and members. */
export function groupFromGraph(group: Entity): Props {
  return {
    assignableToRole: flag(group["isAssignableToRole"]),
    autoSubscribeNewMembers: flag(group["autoSubscribeNewMembers"]),
    behaviors: texts(group["resourceBehaviorOptions"]),
    description: text(group["description"]),
    displayName: text(group["displayName"]),
    externalSendersAllowed: flag(group["allowExternalSenders"]),
    hideFromAddressLists: flag(group["hideFromAddressLists"]),
    hideFromOutlookClients: flag(group["hideFromOutlookClients"]),
    mail: text(group["mail"]),
    mailEnabled: flag(group["mailEnabled"]),
    mailNickname: text(group["mailNickname"]),
    objectId: text(group["id"]),
    onpremisesDomainName: text(group["onPremisesDomainName"]),
    onpremisesGroupType: text(object(group["writebackConfiguration"])?.["onPremisesGroupType"]),
    onpremisesNetbiosName: text(group["onPremisesNetBiosName"]),
    onpremisesSamAccountName: text(group["onPremisesSamAccountName"]),
    onpremisesSecurityIdentifier: text(group["onPremisesSecurityIdentifier"]),
    onpremisesSyncEnabled: flag(group["onPremisesSyncEnabled"]),
    preferredLanguage: text(group["preferredLanguage"]),
    provisioningOptions: texts(group["resourceProvisioningOptions"]),
    proxyAddresses: texts(group["proxyAddresses"]),
    securityEnabled: flag(group["securityEnabled"]),
    theme: text(group["theme"]),
    types: texts(group["groupTypes"]),
    visibility: text(group["visibility"]),
    writebackEnabled: flag(object(group["writebackConfiguration"])?.["isEnabled"]),
  };
}

/**
 * The rule block; an absent membershipRule counts as an empty rule, only null means none (the official SDK's habit).
 */
export function membershipRuleOf(group: Entity): Props | undefined {
  if (group["membershipRule"] === null) return undefined;
  return { enabled: text(group["membershipRuleProcessingState"]) !== "Paused", rule: text(group["membershipRule"]) };
}
