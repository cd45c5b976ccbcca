export type Choosable = { value: string; label: string }

/** One of a few, as big buttons. */
export function Pick({
  legend,
  value,
  onChange,
  options,
}: {
  legend: string
  value: string
  onChange: (value: string) => void
  options: readonly Choosable[]
}) {
  return (
    <fieldset className="yk-fd-choose">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={legend} checked={value === option.value} onChange={() => onChange(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** Any of some, as big buttons. */
export function Checks({
  legend,
  values,
  onChange,
  options,
}: {
  legend: string
  values: readonly string[]
  onChange: (values: string[]) => void
  options: readonly Choosable[]
}) {
  return (
    <fieldset className="yk-fd-choose">
      <legend>{legend}</legend>
      {options.map(({ value, label }) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={values.includes(value)}
            onChange={(event) =>
              onChange(event.target.checked ? [...values, value] : values.filter((each) => each !== value))
            }
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  )
}
