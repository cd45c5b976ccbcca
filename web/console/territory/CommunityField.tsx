import type { RegionView } from '../../../src/contexts/territory/index.ts'
import { Field } from '../../shared/form/fields.tsx'
import { useView } from '../../shared/queries.ts'

/** A community or village, by township. */
export function CommunityField({
  label,
  value,
  onChange,
  at,
}: {
  label: string
  value: string
  onChange: (code: string) => void
  /** Where the code stands in what is sent: a refusal about it is shown here. */
  at?: string
}) {
  const regions = useView<{ items: RegionView[] }>('/territory/regions')
  const all = regions.data?.items ?? []
  const towns = all.filter((each) => each.level === 'township')
  return (
    <Field label={label} at={at}>
      {(tied) => (
        <select
          {...tied}
          className="yk-input"
          required
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="" />
          {towns.map((town) => (
            <optgroup key={town.code} label={town.name}>
              {all
                .filter((each) => each.parent === town.code)
                .map((each) => (
                  <option key={each.code} value={each.code}>
                    {each.name}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  )
}
