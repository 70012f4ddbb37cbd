import { useEffect, useRef } from "preact/hooks";
import { type PageData, type PageItem, RISKS } from "./data";
import { Why } from "./list";
import { Kind, Place } from "./parts";
import { counted } from "./words";

/** A cell that somebody opened. */
export interface Opened {
  readonly group: string;
  readonly groupId: string | null;
  readonly place: string;
  readonly items: readonly PageItem[];
}

/** Items of one cell; a folded unit may have thousands. */
const MOST = 200;

interface Props {
  readonly data: PageData;
  readonly opened: Opened;
  readonly close: () => void;
}

/**
 * Everything about one cell. The browser keeps the focus inside, ends with Escape, and gives the focus back to the
 * cell.
 */
export function Details({ data, opened: { group, groupId, place, items }, close }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current!.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="details" onClose={close}>
      <header>
        <h2 id="details" class="name">
          {group} in {place}
        </h2>
        <button type="button" onClick={() => dialog.current!.close()}>
          Close
        </button>
      </header>
      {groupId !== null && <p class="because">Object id of the group: {groupId}</p>}
      <ul tabIndex={0} aria-labelledby="details">
        {items.slice(0, MOST).map((item, index) => (
          <li key={index}>
            <div>
              <Kind kind={item.kind} /> <strong class="name">{data.sets[item.set] ?? "a permission set not yet known"}</strong>{" "}
              <span class={`risk ${RISKS[item.risk]}`}>{RISKS[item.risk]}</span>
            </div>
            <div>
              <Place data={data} account={item.account} />
            </div>
            <Why data={data} item={item} />
            {item.origin !== -1 && <div class="because">{data.texts[item.origin]}</div>}
          </li>
        ))}
      </ul>
      {items.length > MOST && (
        <p>{counted(items.length - MOST, "further entry").replace("entrys", "entries")}: open the unit to see them by account.</p>
      )}
    </dialog>
  );
}
