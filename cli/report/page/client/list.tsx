import { memo } from "preact/compat";
import { useEffect, useMemo, useState } from "preact/hooks";
import { type PageData, type PageItem, RISKS } from "./data";
import { type Line, linesOf } from "./lines";
import { Kind, Places } from "./parts";
import { counted } from "./words";

/** Rows that come at once. */
const STEP = 50;

interface Props {
  readonly data: PageData;
  readonly items: readonly PageItem[];
}

/** The same changes one below the other, most dangerous first, each with its reason; accounts alone make no row. */
export const List = memo(function List({ data, items }: Props) {
  const [most, setMost] = useState(STEP);
  useEffect(() => setMost(STEP), [items]);
  const lines = useMemo(() => linesOf(items), [items]);
  if (lines.length === 0) return null;
  const rest = lines.length - most;
  return (
    <section aria-labelledby="list">
      <h2 id="list">Changes by risk</h2>
      <div class="wide" tabIndex={0} role="group" aria-labelledby="list">
        <table>
          <thead>
            <tr>
              {["Risk", "Change", "Group", "Permission set", "Accounts", "Why"].map((title) => (
                <th scope="col" key={title}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, most).map(({ item, accounts }: Line) => (
              <tr key={keyOf(item)}>
                <td class={`risk ${RISKS[item.risk]}`}>{RISKS[item.risk]}</td>
                <td>
                  <Kind kind={item.kind} />
                </td>
                <td class="name">
                  {data.groups[item.group] ?? "not yet known"}
                  {(data.groupIds[item.group] ?? null) !== null && <div class="because">{data.groupIds[item.group]}</div>}
                </td>
                <td class="name">{data.sets[item.set] ?? "not yet known"}</td>
                <td>
                  <Places data={data} accounts={accounts} />
                </td>
                <td>
                  <Why data={data} item={item} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rest > 0 && (
        <button type="button" onClick={() => setMost(most + STEP)}>
          Show {Math.min(STEP, rest)} more of {counted(rest, "further row")}
        </button>
      )}
    </section>
  );
});

function keyOf({ kind, risk, group, set, words, because, account }: PageItem): string {
  return `${kind} ${risk} ${group} ${set} ${words} ${because} ${account}`;
}

/** Why something is dangerous, why it is there, and what a reviewer has to know of it. */
export function Why({ data: { texts, reasons }, item }: { readonly data: PageData; readonly item: PageItem }) {
  return (
    <>
      {item.words !== -1 && <div>{texts[item.words]}</div>}
      {item.lockOut && <div class="warning">Nobody of the group gets in for minutes: it is removed before it is made anew.</div>}
      {item.ends !== undefined && <div>Ends after {item.ends}.</div>}
      {(reasons[item.because] ?? []).map((reason) => (
        <div class="because" key={reason}>
          {texts[reason]}
        </div>
      ))}
    </>
  );
}
