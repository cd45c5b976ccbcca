import type { RegionView } from '../../../src/contexts/territory/index.ts'
import { Choice } from '../../shared/form/fields.tsx'
import { useView } from '../../shared/queries.ts'
import { useAccount } from '../../shared/session.ts'

/** Towns, villages and communities the account works for, as a choice; villages stand under their town. */
export function PlaceChoice({
  label,
  value,
  onChange,
  empty,
  villages = false,
  required,
}: {
  label: string
  value: string
  onChange: (code: string) => void
  empty?: string
  /** Villages and communities only. */
  villages?: boolean
  required?: boolean
}) {
  const account = useAccount()
  const view = useView<{ items: RegionView[] }>('/territory/regions')
  const own = account?.region ?? account?.jurisdiction ?? ''
  const all = (view.data?.items ?? []).filter(
    (each) => (each.level === 'township' || each.level === 'village') && each.code.startsWith(own),
  )
  const names = new Map(all.map((each) => [each.code, each.name]))
  const options = all
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .filter((each) => !villages || each.level === 'village')
    .map((each) => ({
      value: each.code,
      label:
        each.level === 'village' && (villages || each.parent !== null)
          ? `${names.get(each.parent ?? '') ?? ''} ${each.name}`.trim()
          : each.name,
    }))
  return (
    <Choice
      label={label}
      value={value}
      onChange={onChange}
      options={options}
      {...(empty === undefined ? {} : { empty })}
      {...(required === undefined ? {} : { required })}
    />
  )
}
