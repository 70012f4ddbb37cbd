import { useMemo } from "preact/hooks";
import { KINDS, type Kind, type PageData, RISKS, SIGNS } from "./data";
import { EVERYTHING, type Filter } from "./filter";

interface Props {
  readonly data: PageData;
  readonly filter: Filter;
  readonly change: (filter: Filter) => void;
  /** Items of each kind that match all but the choice of kinds, in the order of KINDS. */
  readonly counts: readonly number[];
}

/** All that narrows the page down. */
export function Filters({ data, filter, change, counts }: Props) {
  const places = useMemo(() => [...new Set(data.accounts.flatMap(({ name, unit }) => [name, ...(unit ? [unit] : [])]))].sort(), [data]);
  const toggle = (kind: Kind): void =>
    change({ ...filter, kinds: KINDS.filter((one) => (one === kind ? !filter.kinds.includes(one) : filter.kinds.includes(one))) });
  return (
    <search aria-label="Filter" class="filters">
      <div class="kinds" role="group" aria-label="Show">
        {KINDS.map((kind, index) => (
          <button type="button" class={`kind ${kind}`} aria-pressed={filter.kinds.includes(kind)} onClick={() => toggle(kind)} key={kind}>
            <span class="sign" aria-hidden="true">
              {SIGNS[kind]}
            </span>{" "}
            {counts[index]!.toLocaleString("en")} {kind}
          </button>
        ))}
      </div>
      <div class="fields">
        <Field label="Search" value={filter.search} change={(search) => change({ ...filter, search })} />
        <Field label="Group" value={filter.group} change={(group) => change({ ...filter, group })} options={data.groups} />
        <Field label="Account or unit" value={filter.account} change={(account) => change({ ...filter, account })} options={places} />
        <Field label="Permission set" value={filter.set} change={(set) => change({ ...filter, set })} options={data.sets} />
        <label>
          Risk
          <select value={filter.risk} onChange={({ currentTarget }) => change({ ...filter, risk: Number(currentTarget.value) })}>
            {RISKS.map((risk, index) => (
              <option value={index} key={risk}>
                {index === RISKS.length - 1 ? "any" : index === 0 ? risk : `${risk} or worse`}
              </option>
            ))}
          </select>
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={filter.production}
            onChange={({ currentTarget }) => change({ ...filter, production: currentTarget.checked })}
          />
          Production only
        </label>
        <button type="button" onClick={() => change({ ...EVERYTHING, open: filter.open })}>
          Clear
        </button>
      </div>
    </search>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly options?: readonly string[];
}

function Field({ label, value, change, options }: FieldProps) {
  const id = `options-${label.replaceAll(" ", "-").toLowerCase()}`;
  // Hundreds of options stay the same elements while somebody types.
  const list = useMemo(
    () =>
      options && (
        <datalist id={id}>
          {options.map((option) => (
            <option value={option} key={option} />
          ))}
        </datalist>
      ),
    [options, id],
  );
  return (
    <label>
      {label}
      <input
        type="search"
        autocomplete="off"
        spellcheck={false}
        value={value}
        {...(options ? { list: id } : {})}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
      {list}
    </label>
  );
}
