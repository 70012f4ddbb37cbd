import { useState } from "preact/hooks";
import { type Kind as KindName, type PageData, SIGNS } from "./data";
import { productionWords } from "./lines";
import { counted } from "./words";

/** Names that are told without a click. */
const SHOWN_NAMES = 4;

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

/** Many accounts: how many and the first of them, and all on request. */
export function Places({ data, accounts }: { readonly data: PageData; readonly accounts: readonly number[] }) {
  const [open, setOpen] = useState(false);
  if (accounts.length === 1) return <Place data={data} account={accounts[0]!} />;
  const places = accounts.map((account) => data.accounts[account]);
  const names = places.slice(0, SHOWN_NAMES).map((place) => place?.name ?? "not yet known");
  const more = places.length - names.length;
  const production = productionWords(places);
  return (
    <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {counted(places.length, "account")} {production !== "" && <span class="tag">{production}</span>}
        {!open && (
          <div class="quiet">
            {names.join(", ")}
            {more > 0 && ` and ${more} more`}
          </div>
        )}
      </summary>
      {open && (
        <ul class="places">
          {accounts.map((account) => (
            <li key={account}>
              <Place data={data} account={account} />
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
