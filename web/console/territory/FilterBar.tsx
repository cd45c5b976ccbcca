type Filter<Key extends string> = { key: Key; title: string; count: number }

/** Ways to look at a list: one is chosen, and each says how many it shows. */
export function FilterBar<Key extends string>({
  label,
  filters,
  chosen,
  onChoose,
}: {
  label: string
  filters: readonly Filter<Key>[]
  chosen: Key
  onChoose: (key: Key) => void
}) {
  return (
    <fieldset className="yk-bld-filters yk-noprint">
      <legend className="yk-sr">{label}</legend>
      {filters.map(({ key, title, count }) => (
        <button
          key={key}
          type="button"
          className="yk-button"
          aria-pressed={chosen === key}
          onClick={() => onChoose(key)}
        >
          {title} <span className="yk-num">{count}</span>
        </button>
      ))}
    </fieldset>
  )
}
