import { type Bilingual, refuse } from '../../kernel/refusal.ts'
import type { Point, Problem } from './problem.ts'

const broken = (what: Bilingual) =>
  refuse(
    'siting.file',
    { zh: `文件不合格式：${what.zh}`, en: `The file does not have the format: ${what.en}` },
    {
      next: {
        zh: '格式：{"demand":[{"x","y","weight"}],"sites":[{"x","y"}],"radius","count"}',
        en: 'The format is {"demand":[{"x","y","weight"}],"sites":[{"x","y"}],"radius","count"}',
      },
    },
  )

type Entry = Record<string, unknown>

function points(value: unknown, name: string): Entry[] {
  if (!Array.isArray(value)) throw broken({ zh: `缺少 ${name} 列表`, en: `the list ${name} is missing` })
  return value.map((entry: unknown, i) => {
    if (typeof entry !== 'object' || entry === null)
      throw broken({ zh: `${name} 第 ${i} 个不是点`, en: `${name} ${i} is no point` })
    const point = entry as Entry
    for (const key of ['x', 'y'])
      if (typeof point[key] !== 'number' || !Number.isFinite(point[key]))
        throw broken({ zh: `${name} 第 ${i} 个的 ${key} 不是数`, en: `${key} of ${name} ${i} is no number` })
    return point
  })
}

function numbers(entries: Entry[], key: string, name: string): number[] | undefined {
  if (entries.every((entry) => entry[key] === undefined)) return undefined
  return entries.map((entry, i) => {
    const value = entry[key] ?? 1
    if (typeof value !== 'number' || !(value >= 0) || value === Number.POSITIVE_INFINITY)
      throw broken({
        zh: `${name} 第 ${i} 个的 ${key} 不是不小于 0 的数`,
        en: `${key} of ${name} ${i} is no number from 0 up`,
      })
    return value
  })
}

/** Numbers of sites that are marked, as `true`, with `key`. */
const marked = (entries: Entry[], key: string): number[] | undefined => {
  const found = entries.flatMap((entry, j) => (entry[key] === true ? [j] : []))
  return found.length === 0 ? undefined : found
}

/**
 * A question in the plane as JSON. Demand points may have a `weight` (1), sites a `cost` (1), a `capacity`, and `kept` or
 * `forbidden`; beside them stand `radius`, `count`, `budget`, `share` and `beyond` as the kind of question needs them.
 */
export function parsePlanar(text: string, kind: Problem['kind']): Problem {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    throw broken({ zh: '不是 JSON', en: 'it is not JSON' })
  }
  if (typeof read !== 'object' || read === null) throw broken({ zh: '不是 JSON 对象', en: 'it is no JSON object' })
  const file = read as Entry
  const demand = points(file.demand, 'demand')
  const sites = points(file.sites, 'sites')
  const given = (key: string): number | undefined => {
    const value = file[key]
    if (value !== undefined && (typeof value !== 'number' || !Number.isFinite(value)))
      throw broken({ zh: `${key} 不是数`, en: `${key} is no number` })
    return value as number | undefined
  }
  const place = ({ x, y }: Entry): Point => ({ x: x as number, y: y as number })
  const all = {
    reach: { form: 'points' as const, demand: demand.map(place), sites: sites.map(place) },
    weights: numbers(demand, 'weight', 'demand'),
    costs: numbers(sites, 'cost', 'sites'),
    capacities: numbers(sites, 'capacity', 'sites'),
    kept: marked(sites, 'kept'),
    forbidden: marked(sites, 'forbidden'),
    count: given('count'),
    budget: given('budget'),
    radius: kind === 'p-median' ? undefined : given('radius'),
    share: kind === 'set-cover' ? given('share') : undefined,
    beyond: kind === 'p-median' ? given('beyond') : undefined,
  }
  const said = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  return { kind, ...said } as Problem
}
