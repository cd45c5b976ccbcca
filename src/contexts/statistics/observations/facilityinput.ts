import type { InputSource, Offer } from '../library/inputs.ts'
import type { Quantities } from './ledgerinput.ts'
import { both, meets } from './match.ts'
import { isSettlement, isSubdistrict, type Places } from './places.ts'
import { type Add, sumsByPlace } from './sums.ts'

/** A facility on a day; `open` null: it cannot be said whether it works. */
export type FacilityFact = {
  kind: string
  region: string
  open: boolean | null
  fields: Readonly<Record<string, unknown>>
}

type FacilityInput = Extract<InputSource, { kind: 'facilities' | 'served' | 'served-townships' }>

/** What the facility register says on a day, by region. An empty register is unknown, not zero. */
export function facilityQuantities(facts: readonly FacilityFact[], input: FacilityInput, places: Places): Quantities {
  const most = input.kind === 'facilities' && input.measure !== null ? null : 1
  return sumsByPlace(places, facts.length > 0 && isJudged(facts, input), most, (add) => {
    if (input.kind === 'facilities') counted(facts, input, add)
    else covered(facts, input, places, add)
  })
}

/** Whether points can be told to be active: where nobody recorded anything, nothing is said of any. */
function isJudged(facts: readonly FacilityFact[], { where }: FacilityInput): boolean {
  return where === undefined || !('active' in where) || facts.some(({ fields }) => fields.active !== null)
}

function counted(
  facts: readonly FacilityFact[],
  input: Extract<FacilityInput, { kind: 'facilities' }>,
  add: Add,
): void {
  for (const each of facts) {
    if (!input.kinds.includes(each.kind)) continue
    const counts = both(each.open, meets(each.fields, unshown(each.fields, input.where)))
    if (counts === false) continue
    const amount = input.measure === null ? 1 : (each.fields[input.measure] ?? null)
    const known = counts === true && amount !== null
    add(each.region, known ? Number(amount) : null, known ? 1 : 0)
  }
}

function covered(
  facts: readonly FacilityFact[],
  input: Exclude<FacilityInput, { kind: 'facilities' }>,
  places: Places,
  add: Add,
): void {
  const digits = input.kind === 'served' ? 12 : 9
  const offers: readonly Offer[] = input.kind === 'served' ? input.offers : [{ kinds: input.kinds }]
  const byPlace = Map.groupBy(facts, (each) => each.region.slice(0, digits))
  const wanted =
    input.kind === 'served'
      ? places.villages.filter((code) => isSettlement(code, input.settlement))
      : places.townships.filter((code) => input.only === undefined || isSubdistrict(code))
  for (const code of wanted) {
    const here = byPlace.get(code.slice(0, digits)) ?? []
    let records = 0
    const answers = offers.map((offer) => {
      const each = here.map((facility) =>
        both(facility.open, offersIt(facility, offer), meets(facility.fields, input.where)),
      )
      records += each.filter((answer) => answer === true).length
      return each.includes(true) ? true : each.includes(null) ? null : false
    })
    const answer = both(...answers)
    if (answer !== false) add(code, answer === null ? null : 1, records)
  }
}

/** Functions the facility is known to have by its work. */
const workedOf = (fields: FacilityFact['fields']): readonly string[] => (fields.worked as string[] | undefined) ?? []

/** What is left to ask of a facility once its work has shown a function. */
function unshown(fields: FacilityFact['fields'], where: FacilityInput['where']): FacilityInput['where'] {
  if (where === undefined || typeof where.functions !== 'string' || !workedOf(fields).includes(where.functions))
    return where
  const { functions: _, ...rest } = where
  return rest
}

function offersIt(facility: FacilityFact, offer: Offer): boolean | null {
  if (offer.kinds?.includes(facility.kind)) return true
  const functions = facility.fields.functions as readonly string[] | null | undefined
  if (offer.functions === undefined || offer.functions.length === 0) return false
  if (offer.functions.some((each) => workedOf(facility.fields).includes(each))) return true
  // A facility whose functions nobody recorded may offer it only if its kind is of that field; most kinds cannot.
  if (functions == null) return facility.kind.startsWith('elder-') ? null : false
  return offer.functions.some((each) => functions.includes(each))
}
