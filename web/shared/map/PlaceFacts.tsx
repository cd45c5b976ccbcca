import type { MapMeta, PlaceView } from '../../../src/contexts/territory/index.ts'
import { useFormat } from '../format.ts'
import { usePick, useText } from '../i18n/index.ts'
import { PhoneIcon } from '../icons.tsx'
import { messages } from './messages.ts'

const OWNERS = ['public', 'public-private', 'private', 'collective'] as const

/** What anybody may know of a place, what is not recorded, and where it comes from. */
export function PlaceFacts({ place, titles }: { place: PlaceView; titles: MapMeta['titles'] }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const comma = pick({ zh: '、', en: ', ' })
  const named = (codes: readonly string[] | null, of: MapMeta['titles'][keyof MapMeta['titles']]) =>
    codes === null ? null : codes.map((code) => (of[code] ? pick(of[code]) : code)).join(comma)
  const owner = OWNERS.find((each) => each === place.ownership)
  const rooms = [
    place.places === null ? null : t('roomPlaces', { n: f.number(place.places) }),
    place.beds === null ? null : t('roomBeds', { n: f.number(place.beds) }),
    place.nursingBeds === null ? null : t('roomNursing', { n: f.number(place.nursingBeds) }),
    place.childcarePlaces === null ? null : t('roomChildcare', { n: f.number(place.childcarePlaces) }),
    place.mealsDaily === null ? null : t('roomMeals', { n: f.number(place.mealsDaily) }),
  ].filter((each) => each !== null)
  const room = place.childcarePlaces ?? place.beds ?? place.places
  const vacant = room === null || place.enrolled === null ? null : Math.max(0, room - place.enrolled)
  const offers = named(place.offers, titles.offers)
  const access = named(place.accessFeatures, titles.access)
  const facts: [name: string, value: string | null, always: boolean][] = [
    [t('address'), place.address, true],
    [t('hours'), place.hours, true],
    [
      t('functions'),
      named(place.functions, titles.functions) || null,
      place.family === 'elder' || place.family === 'child',
    ],
    [t('offers'), offers || null, place.family === 'commerce'],
    [t('room'), rooms.length > 0 ? rooms.join(comma) : null, false],
    [
      t('vacancies'),
      vacant === null ? null : t('vacanciesSay', { n: f.number(vacant), enrolled: f.number(place.enrolled) }),
      room !== null,
    ],
    [t('access'), access === '' ? t('accessNone') : access, true],
    [t('operator'), place.operator, false],
    [
      t('ownership'),
      owner === undefined
        ? null
        : [t(`own_${owner}`), place.inclusive ? t('inclusive') : null].filter(Boolean).join(comma),
      false,
    ],
  ]
  // Prices, grades and credit have no register yet; the papers want them shown, so their absence is said.
  for (const name of ['price', 'grade', 'credit'] as const) facts.push([t(name), null, place.family === 'elder'])
  const missing = facts.filter(([, value, always]) => value === null && always).map(([name]) => name)
  return (
    <div className="yk-facts">
      {place.phone === null ? (
        <p className="yk-quiet">{t('phoneNone')}</p>
      ) : (
        <a className="yk-button" href={`tel:${place.phone.replace(/[^\d+]/g, '')}`}>
          <PhoneIcon />
          {t('call', { phone: place.phone })}
        </a>
      )}
      <dl>
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {missing.length > 0 ? <p className="yk-small yk-quiet">{t('notKnown', { names: missing.join(comma) })}</p> : null}
      <p className="yk-small yk-quiet">
        {place.source === null
          ? t('sourceNone', { date: f.date(place.recordedOn) })
          : t('source', { source: place.source, date: f.date(place.recordedOn) })}
      </p>
    </div>
  )
}
