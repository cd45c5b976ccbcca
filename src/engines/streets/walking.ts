/**
 * Who may walk where, as data. The names are OpenStreetMap's; what is not listed is not walked.
 * `mapped`: the class is made for feet or shared by custom. `assumed`: nothing forbids it and streets of this class have a
 * footway as a rule, but the map does not say so; the length of such edges is reported. `asked`: only with a word for feet.
 */
const CLASSES = {
  footway: 'mapped',
  pedestrian: 'mapped',
  path: 'mapped',
  steps: 'mapped',
  living_street: 'mapped',
  residential: 'mapped',
  unclassified: 'mapped',
  service: 'mapped',
  track: 'mapped',
  tertiary: 'mapped',
  tertiary_link: 'mapped',
  bridleway: 'mapped',
  secondary: 'assumed',
  secondary_link: 'assumed',
  primary: 'assumed',
  primary_link: 'assumed',
  trunk: 'assumed',
  trunk_link: 'assumed',
  road: 'assumed',
  cycleway: 'assumed',
  motorway: 'asked',
  motorway_link: 'asked',
  busway: 'asked',
  platform: 'asked',
} as const

export type HighwayClass = keyof typeof CLASSES

/** Classes of street in the order in which edges number them. */
export const HIGHWAYS = Object.keys(CLASSES) as HighwayClass[]

const INDEX = new Map<string, number>(HIGHWAYS.map((name, index) => [name, index]))

/** Words of `foot` (or, without it, of `access`) that let people walk. */
const ALLOWED = new Set(['yes', 'designated', 'permissive', 'official', 'destination', 'customers', 'public'])
/** Words that keep people out. `use_sidepath` sends them to a footway that is mapped by itself. */
const REFUSED = new Set([
  'no',
  'private',
  'use_sidepath',
  'agricultural',
  'forestry',
  'agricultural;forestry',
  'delivery',
  'military',
  'restricted',
  'residents',
  'permit',
  'emergency',
])
/** Barriers without a way through, unless a tag for feet says so. */
const CLOSED_BARRIERS = new Set(['wall', 'fence', 'hedge', 'city_wall', 'guard_rail', 'retaining_wall', 'ditch'])

/** The version of these rules; part of what makes streets reproducible. */
export const WALKING_RULES = 'walking-1'

/** Tags of one object. */
export type Tags = { get(key: string): string | undefined }

/** How a way is walked. */
export type WayOnFoot = {
  highway: number
  assumed: boolean
  steps: boolean
  /** 1: only in the way's direction, -1: only against it, 0: both. */
  oneway: -1 | 0 | 1
}

function sidewalkTold(tags: Tags): boolean {
  for (const key of ['sidewalk', 'sidewalk:both', 'sidewalk:left', 'sidewalk:right', 'footway']) {
    const told = tags.get(key)
    if (told !== undefined && told !== 'no' && told !== 'none') return true
  }
  return false
}

function onewayFoot(tags: Tags): -1 | 0 | 1 {
  const told = tags.get('oneway:foot')
  if (told === 'yes' || told === '1' || told === 'true') return 1
  if (told === '-1' || told === 'reverse') return -1
  if (tags.get('foot:backward') === 'no') return 1
  if (tags.get('foot:forward') === 'no') return -1
  return 0
}

/**
 * How people walk a way, or `null` when they do not. One-way rules of vehicles mean nothing on foot; ferries carry no `highway`
 * and stay out; what is indoors, proposed or under construction is not a street.
 */
export function onFoot(tags: Tags): WayOnFoot | null {
  const highway = INDEX.get(tags.get('highway') ?? '')
  if (highway === undefined) return null
  const name = HIGHWAYS[highway]!
  const foot = tags.get('foot')
  const invited = foot !== undefined && ALLOWED.has(foot)
  if (foot !== undefined && REFUSED.has(foot)) return null
  if (!invited) {
    const access = tags.get('access')
    if (access !== undefined && REFUSED.has(access)) return null
    if (tags.get('motorroad') === 'yes' || CLASSES[name] === 'asked') return null
    if (tags.get('service') === 'private') return null
  }
  if (tags.get('indoor') === 'yes') return null
  if (name.startsWith('trunk') && !invited) {
    const sidewalk = tags.get('sidewalk') ?? tags.get('sidewalk:both')
    if (sidewalk === 'no' || sidewalk === 'none') return null
  }
  return {
    highway,
    assumed: CLASSES[name] === 'assumed' && !invited && !sidewalkTold(tags),
    steps: name === 'steps',
    oneway: onewayFoot(tags),
  }
}

/** What a node of a street does to people: `null` when it is no barrier, else whether they get through. */
export function barrierOnFoot(tags: Tags): { passed: boolean } | null {
  const barrier = tags.get('barrier')
  if (barrier === undefined || barrier === 'kerb') return null
  const foot = tags.get('foot')
  if (foot !== undefined) return { passed: !REFUSED.has(foot) }
  const access = tags.get('access')
  if (access !== undefined && REFUSED.has(access)) return { passed: false }
  if (tags.get('locked') === 'yes') return { passed: false }
  if (access !== undefined) return { passed: true }
  return { passed: !CLOSED_BARRIERS.has(barrier) }
}
