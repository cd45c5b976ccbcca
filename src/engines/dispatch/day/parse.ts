import { type Bilingual, refuse } from '../../../kernel/refusal.ts'
import type { Problem } from '../problem.ts'

type Raw = Record<string, unknown>
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

function fail(at: string, what: Bilingual): never {
  throw refuse(
    'dispatch.problem',
    { zh: `${at === '' ? '文件' : at}：${what.zh}`, en: `${at === '' ? 'The file' : at}: ${what.en}` },
    { at, next: { zh: '格式见 engines/dispatch 的说明', en: 'The format is in the README of engines/dispatch' } },
  )
}

const numberAt = (value: unknown, at: string, least = Number.NEGATIVE_INFINITY): number =>
  isNumber(value) && value >= least ? value : fail(at, { zh: '应是数', en: 'a number is wanted' })

const optional = (value: unknown, at: string, least?: number) => {
  if (value !== undefined) numberAt(value, at, least)
}

function listAt(value: unknown, at: string): Raw[] {
  if (value === undefined) return []
  if (!Array.isArray(value) || !value.every(isRaw)) fail(at, { zh: '应是列表', en: 'a list is wanted' })
  return value
}

function wordsAt(value: unknown, at: string): string[] {
  if (value === undefined) return []
  if (!Array.isArray(value) || !value.every((word) => typeof word === 'string'))
    fail(at, { zh: '应是文字的列表', en: 'a list of words is wanted' })
  return value
}

function rangeAt(from: unknown, until: unknown, at: string): void {
  if (numberAt(until, at) < numberAt(from, at)) fail(at, { zh: '止早于起', en: 'it ends before it begins' })
}

function idsOf(list: Raw[], at: string): Set<string> {
  const ids = new Set<string>()
  list.forEach(({ id }, k) => {
    if (typeof id !== 'string' || ids.has(id))
      fail(`${at}/${k}/id`, { zh: '编号缺失或重复', en: 'the id is missing or repeated' })
    ids.add(id)
  })
  return ids
}

/** Reads a problem from JSON text; see {@link soundProblem}. */
export function parseProblem(text: string): Problem {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    fail('', { zh: '不是 JSON', en: 'it is not JSON' })
  }
  return soundProblem(raw)
}

/** The problem, if every number, name and reference in it makes sense; otherwise a refusal with the place. */
export function soundProblem(raw: unknown): Problem {
  if (!isRaw(raw)) fail('', { zh: '顶层不是对象', en: 'the top is no object' })
  const visits = listAt(raw.visits, '/visits')
  const carers = listAt(raw.carers, '/carers')
  const visitIds = idsOf(visits, '/visits')
  const carerIds = idsOf(carers, '/carers')
  const places = placesIn(raw)
  const placeAt = (value: unknown, at: string) => {
    if (!Number.isInteger(value) || (value as number) < 0 || (value as number) >= places)
      fail(at, { zh: `没有地点 ${value}`, en: `there is no place ${value}` })
  }
  const carersAt = (value: unknown, at: string) => {
    for (const id of wordsAt(value, at))
      if (!carerIds.has(id)) fail(at, { zh: `没有人员 ${id}`, en: `there is no carer ${id}` })
  }
  carers.forEach((carer, k) => {
    const at = `/carers/${k}`
    placeAt(carer.home, `${at}/home`)
    if (typeof carer.mode !== 'string' || !Object.hasOwn(raw.modes as Raw, carer.mode))
      fail(`${at}/mode`, { zh: `没有出行方式 ${carer.mode}`, en: `there is no mode ${carer.mode}` })
    listAt(carer.shifts, `${at}/shifts`).forEach((shift, s) => {
      rangeAt(shift.from, shift.until, `${at}/shifts/${s}`)
      optional(shift.latest, `${at}/shifts/${s}/latest`, shift.until as number)
      if (shift.start !== undefined) placeAt(shift.start, `${at}/shifts/${s}/start`)
      if (shift.end !== undefined && shift.end !== null) placeAt(shift.end, `${at}/shifts/${s}/end`)
    })
    if (carer.shifts === undefined) fail(`${at}/shifts`, { zh: '没有班次', en: 'shifts are missing' })
    listAt(carer.breaks, `${at}/breaks`).forEach((rest, b) => {
      rangeAt(rest.from, rest.until, `${at}/breaks/${b}`)
      numberAt(rest.minutes, `${at}/breaks/${b}/minutes`, 0)
    })
    wordsAt(carer.skills, `${at}/skills`)
    wordsAt(carer.languages, `${at}/languages`)
    optional(carer.most, `${at}/most`, 0)
    optional(carer.cost, `${at}/cost`, 0)
  })
  visits.forEach((visit, k) => {
    const at = `/visits/${k}`
    placeAt(visit.place, `${at}/place`)
    numberAt(visit.minutes, `${at}/minutes`, 0)
    optional(visit.penalty, `${at}/penalty`, 0)
    wordsAt(visit.skills, `${at}/skills`)
    listAt(visit.windows, `${at}/windows`).forEach((window, w) => {
      rangeAt(window.from, window.until, `${at}/windows/${w}`)
      optional(window.latest, `${at}/windows/${w}/latest`, window.until as number)
    })
    if (visit.carers !== undefined && !(Number.isInteger(visit.carers) && (visit.carers as number) >= 1))
      fail(`${at}/carers`, { zh: '应是不小于 1 的整数', en: 'a whole number from 1 up is wanted' })
    const parts = listAt(visit.parts, `${at}/parts`)
    if (visit.parts !== undefined && parts.length === 0)
      fail(`${at}/parts`, { zh: '不能为空', en: 'it may not be empty' })
    parts.forEach((part, p) => {
      optional(part.minutes, `${at}/parts/${p}/minutes`, 0)
      wordsAt(part.skills, `${at}/parts/${p}/skills`)
      if (part.offset === undefined) return
      const [least, most] = Array.isArray(part.offset) ? part.offset : []
      rangeAt(least, most, `${at}/parts/${p}/offset`)
    })
    listAt(visit.wishes, `${at}/wishes`).forEach((wish, w) => {
      const where = `${at}/wishes/${w}`
      optional(wish.weight, `${where}/weight`, 0)
      if (['carer', 'known', 'not'].includes(wish.kind as string)) carersAt(wish.carers ?? fail(where, noList), where)
      else if (wish.kind !== 'gender' && wish.kind !== 'language')
        fail(where, { zh: `没有这种愿望：${wish.kind}`, en: `there is no such wish: ${wish.kind}` })
      else if (typeof wish[wish.kind] !== 'string') fail(where, { zh: '愿望没有内容', en: 'the wish says nothing' })
    })
    listAt(visit.after, `${at}/after`).forEach((link, a) => {
      if (!visitIds.has(link.visit as string) || link.visit === visit.id)
        fail(`${at}/after/${a}`, { zh: `没有上门 ${link.visit}`, en: `there is no other visit ${link.visit}` })
      optional(link.least, `${at}/after/${a}/least`)
      optional(link.most, `${at}/after/${a}/most`, (link.least as number | undefined) ?? 0)
    })
    if (isRaw(visit.pin)) {
      optional(visit.pin.start, `${at}/pin/start`)
      if (Array.isArray(visit.pin.carers))
        carersAt(
          visit.pin.carers.filter((id) => id !== null),
          `${at}/pin/carers`,
        )
    }
    if (isRaw(visit.promised)) {
      numberAt(visit.promised.start, `${at}/promised/start`)
      wordsAt(visit.promised.carers, `${at}/promised/carers`)
    }
  })
  if (raw.weights !== undefined) {
    if (!isRaw(raw.weights)) fail('/weights', { zh: '应是对象', en: 'an object is wanted' })
    for (const [name, value] of Object.entries(raw.weights)) numberAt(value, `/weights/${name}`, 0)
  }
  optional(raw.tolerance, '/tolerance', 0)
  return raw as Problem
}

const noList: Bilingual = { zh: '没有人员列表', en: 'there is no list of carers' }

/** How many places there are; every mode must know all of them. */
function placesIn(raw: Raw): number {
  if (!isRaw(raw.modes) || Object.keys(raw.modes).length === 0)
    fail('/modes', { zh: '没有出行方式', en: 'there are no modes' })
  const points = raw.places === undefined ? null : listAt(raw.places, '/places')
  points?.forEach(({ x, y }, k) => {
    numberAt(x, `/places/${k}/x`)
    numberAt(y, `/places/${k}/y`)
  })
  let places = points?.length ?? -1
  for (const [name, mode] of Object.entries(raw.modes)) {
    const at = `/modes/${name}`
    if (!isRaw(mode)) fail(at, { zh: '应是对象', en: 'an object is wanted' })
    if (mode.minutes === undefined) {
      if (!(numberAt(mode.speed, `${at}/speed`) > 0))
        fail(`${at}/speed`, { zh: '应大于 0', en: 'it should be above 0' })
      optional(mode.detour, `${at}/detour`, 0)
      if (points === null) fail(at, { zh: '按速度算需要 places', en: 'a speed needs places' })
      continue
    }
    for (const key of ['minutes', 'metres'] as const) {
      const rows = mode[key]
      if (rows === undefined) continue
      const size = Array.isArray(rows) ? rows.length : -1
      if (places < 0) places = size
      const good = (row: unknown) =>
        Array.isArray(row) && row.length === places && row.every((d) => isNumber(d) && d >= 0)
      if (size !== places || !(rows as unknown[]).every(good))
        fail(`${at}/${key}`, {
          zh: `应为 ${places} × ${places} 个不小于 0 的数`,
          en: `should be ${places} × ${places} numbers from 0 up`,
        })
    }
  }
  return places
}
