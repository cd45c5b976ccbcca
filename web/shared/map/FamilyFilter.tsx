import { useState } from 'react'
import type { FacilityFamily } from '../../../src/contexts/territory/index.ts'
import { useFormat } from '../format.ts'
import { useText } from '../i18n/index.ts'
import { RightIcon } from '../icons.tsx'
import { FAMILY_ORDER } from './families.ts'
import { messages } from './messages.ts'
import type { Kinds } from './places.ts'
import { Sign } from './Sign.tsx'
import type { MapState } from './state.ts'

type Props = {
  kinds: Kinds
  /** How many of each kind the set has with every kind chosen. */
  counts: Record<string, number>
  state: Pick<MapState, 'kinds' | 'families'>
  onChange: (change: Pick<MapState, 'kinds' | 'families'>) => void
}

/** Layers and legend in one: the families with their sign and count, each unfolding into its kinds. Nothing chosen shows everything. */
export function FamilyFilter({ kinds, counts, state, onChange }: Props) {
  const t = useText(messages)
  const f = useFormat()
  const of = (family: FacilityFamily) => kinds.items.filter((kind) => kind.family === family)
  const sum = (family: FacilityFamily) => of(family).reduce((total, { code }) => total + (counts[code] ?? 0), 0)
  const has = (family: FacilityFamily, kind: string) => state.families.includes(family) || state.kinds.includes(kind)
  const toggleFamily = (family: FacilityFamily) => {
    const own = new Set(of(family).map(({ code }) => code))
    const others = state.kinds.filter((kind) => !own.has(kind))
    const on = state.families.includes(family)
    onChange({
      families: on ? state.families.filter((each) => each !== family) : [...state.families, family],
      kinds: others,
    })
  }
  const toggleKind = (family: FacilityFamily, kind: string) => {
    const own = of(family).map(({ code }) => code)
    const chosen = own.filter((code) => (code === kind ? !has(family, code) : has(family, code)))
    const whole = chosen.length === own.length
    onChange({
      families: [...state.families.filter((each) => each !== family), ...(whole ? [family] : [])],
      kinds: [...state.kinds.filter((code) => !own.includes(code)), ...(whole ? [] : chosen)],
    })
  }
  const [unfolded, setUnfolded] = useState<FacilityFamily[]>([])
  const none = state.families.length === 0 && state.kinds.length === 0
  return (
    <fieldset className="yk-families">
      <legend>{t('kinds')}</legend>
      <label className="yk-family">
        <input type="checkbox" checked={none} onChange={() => onChange({ families: [], kinds: [] })} disabled={none} />
        <span className="yk-family-name">{t('all')}</span>
      </label>
      {FAMILY_ORDER.filter((family) => of(family).length > 0).map((family) => {
        const some = !state.families.includes(family) && of(family).some(({ code }) => state.kinds.includes(code))
        return (
          <div key={family}>
            <div className="yk-family-row">
              <label className="yk-family">
                <input
                  type="checkbox"
                  checked={state.families.includes(family)}
                  ref={(box) => {
                    if (box) box.indeterminate = some
                  }}
                  onChange={() => toggleFamily(family)}
                />
                <Sign family={family} />
                <span className="yk-family-name">{kinds.familyName(family)}</span>
              </label>
              <span className="yk-num yk-quiet">{f.number(sum(family))}</span>
              <button
                type="button"
                className="yk-family-more"
                aria-expanded={unfolded.includes(family)}
                aria-label={t('kindsOf', { family: kinds.familyName(family) })}
                onClick={() =>
                  setUnfolded(
                    unfolded.includes(family) ? unfolded.filter((each) => each !== family) : [...unfolded, family],
                  )
                }
              >
                <RightIcon />
              </button>
            </div>
            <div className="yk-family-kinds" hidden={!unfolded.includes(family)}>
              {of(family).map(({ code }) => (
                <div className="yk-family-row" key={code}>
                  <label className="yk-family">
                    <input type="checkbox" checked={has(family, code)} onChange={() => toggleKind(family, code)} />
                    <span className="yk-family-name">{kinds.nameOf(code)}</span>
                  </label>
                  <span className="yk-num yk-quiet">
                    {counts[code] === undefined ? t('noneOf') : f.number(counts[code])}
                  </span>
                </div>
              ))}
            </div>
          </div>
        )
      })}
    </fieldset>
  )
}
