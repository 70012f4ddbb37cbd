import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { allItems, KINDS, type PageData, type PageItem } from "./data";
import { Details, type Opened } from "./details";
import { Filters } from "./filters";
import { type Filter, Finder, fromHash, toHash } from "./filter";
import { List } from "./list";
import { Matrix } from "./matrix";
import { arrange, itemsOf, unitPaths, visibleRows } from "./tree";
import { counted } from "./words";

/** A browser refuses an address that changes at every key. */
const ADDRESS_DELAY = 200;

/** Filters, matrix and list of one report. */
export function App({ data }: { readonly data: PageData }) {
  // Where nothing changes, what stays is all that there is to see.
  const [filter, setFilter] = useFilter(data.items.length === 0 ? "show=kept" : "");
  const [opened, setOpened] = useState<Opened>();
  const finder = useMemo(() => new Finder(data, allItems(data)), [data]);
  const { search, group, account, set, risk, production, kinds, open } = filter;
  const found = useMemo(() => finder.find(filter), [finder, search, group, account, set, risk, production]);
  const shown = useMemo(() => found.filter(({ kind }) => kinds.includes(kind)), [found, kinds]);
  const tree = useMemo(() => arrange(data, shown), [data, shown]);
  const rows = useMemo(() => visibleRows(tree, open), [tree, open]);
  const setOpen = (units: readonly string[], isOpen: boolean): void =>
    setFilter({ ...filter, open: { ...open, ...Object.fromEntries(units.map((path) => [path, isOpen])) } });

  return (
    <>
      <Filters
        data={data}
        filter={filter}
        change={setFilter}
        counts={KINDS.map((kind) => found.filter((item) => item.kind === kind).length)}
      />
      <div class="result">
        <p role="status">{resultWords(shown, tree.accounts, tree.columns.length)}</p>
        <div class="tools">
          <button type="button" onClick={() => setOpen(unitPaths(tree), true)}>
            Open all units
          </button>
          <button type="button" onClick={() => setOpen(unitPaths(tree), false)}>
            Fold all units
          </button>
          <a href={`#${toHash(filter)}`}>Link to this view</a>
        </div>
      </div>
      {rows.length > 0 && (
        <Matrix
          data={data}
          columns={tree.columns}
          rows={rows}
          toggle={(path, isOpen) => setOpen([path], isOpen)}
          show={(row, at) =>
            setOpened({
              group: data.groups[at]!,
              groupId: data.groupIds[at] ?? null,
              place: row.name,
              items: itemsOf(data, shown, row, at),
            })
          }
        />
      )}
      <List data={data} items={shown} />
      {opened !== undefined && <Details data={data} opened={opened} close={() => setOpened(undefined)} />}
    </>
  );
}

function resultWords(shown: readonly PageItem[], accounts: number, groups: number): string {
  if (shown.length === 0) return "Nothing matches.";
  return `${counted(shown.length, "entry").replace("entrys", "entries")} in ${counted(accounts, "account")} for ${counted(groups, "group")}`;
}

/** The filter lives in the page's address. */
function useFilter(otherwise: string): [Filter, (filter: Filter) => void] {
  const [filter, setFilter] = useState(() => fromHash(location.hash || otherwise));
  const written = useRef(toHash(filter));
  useEffect(() => {
    const read = (): void => {
      const now = fromHash(location.hash);
      if (toHash(now) === written.current) return;
      written.current = toHash(now);
      setFilter(now);
    };
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (written.current === toHash(filter)) return;
      written.current = toHash(filter);
      history.replaceState(null, "", `#${written.current}`);
    }, ADDRESS_DELAY);
    return () => clearTimeout(timer);
  }, [filter]);
  return [filter, setFilter];
}
