import { type Kind as KindName, type PageData, SIGNS } from "./data";

/** What happens, by sign, word and colour. */
export function Kind({ kind }: { readonly kind: KindName }) {
  return (
    <span class={`mark ${kind}`}>
      <span class="sign" aria-hidden="true">
        {SIGNS[kind]}
      </span>{" "}
      {kind}
    </span>
  );
}

/** An account with its unit and what is special about it. */
export function Place({ data, account }: { readonly data: PageData; readonly account: number }) {
  const place = data.accounts[account];
  if (place === undefined) return <>not yet known</>;
  return (
    <>
      <span class="name">{place.name}</span> {place.id !== place.name && <span class="quiet">{place.id}</span>}
      <div class="quiet">
        {[place.unit ?? "unit unknown", ...(place.management ? ["management account"] : place.production ? ["production"] : [])]
          .filter((words) => words !== "")
          .join(" \u00b7 ")}
      </div>
    </>
  );
}
