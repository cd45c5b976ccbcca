import { type Bilingual, type Refusal, refuse } from '../../../kernel/refusal.ts'

/**
 * Home health care routing and scheduling (居家护理路径与排班) in the published form: every patient asks for one or two services, two
 * at once or one after the other within bounds, by different caregivers. Patients and caregivers count from 0; place 0 is the office
 * and patient p lives at place p + 1.
 */
export type HomecareInstance = {
  patients: string[]
  caregivers: string[]
  /** Of each patient: names and lengths of the services asked for, who can do them, opening (hard) and closing (late after it). */
  services: string[][]
  minutes: number[][]
  able: number[][][]
  open: number[]
  close: number[]
  /** The start of the second service after the first, least and most; null without a second. */
  apart: ([number, number] | null)[]
  /** From row to column; minutes and length are the same. */
  distances: number[][]
}

const broken = (what: Bilingual, at: string): Refusal =>
  refuse(
    'dispatch.file',
    { zh: `文件不合 hhc 格式：${what.zh}`, en: `The file does not have the hhc format: ${what.en}` },
    {
      at,
      next: {
        zh: '需要 patients、services、caregivers 和 distances（次序：办公室、各病人）',
        en: 'it needs patients, services, caregivers and distances (office first, then the patients)',
      },
    },
  )

type Raw = Record<string, unknown>
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

/** A pair of numbers, the first not above the second. */
function rangeOf(value: unknown, at: string): [number, number] {
  if (Array.isArray(value) && value.length === 2 && isNumber(value[0]) && isNumber(value[1]) && value[0] <= value[1])
    return [value[0], value[1]]
  throw broken({ zh: '应是两个不减的数', en: 'two numbers are wanted, not falling' }, at)
}

function listOf(value: unknown, at: string): Raw[] {
  if (!Array.isArray(value) || !value.every(isRaw)) throw broken({ zh: `${at} 不是列表`, en: `${at} is no list` }, at)
  return value
}

function namesOf(list: Raw[], at: string): string[] {
  const names = list.map(({ id }) => id)
  names.forEach((id, k) => {
    if (typeof id !== 'string' || names.indexOf(id) !== k)
      throw broken({ zh: '编号缺失或重复', en: 'an id is missing or repeated' }, `${at}/${k}/id`)
  })
  return names as string[]
}

/** Reads an instance; refuses with the place in the file what is missing or makes no sense. */
export function parseHomecare(text: string): HomecareInstance {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    throw broken({ zh: '不是 JSON', en: 'it is not JSON' }, '')
  }
  if (!isRaw(raw)) throw broken({ zh: '顶层不是对象', en: 'the top is no object' }, '')
  const people = listOf(raw.patients, '/patients')
  const carers = listOf(raw.caregivers, '/caregivers')
  const usual = new Map(listOf(raw.services ?? [], '/services').map((one) => [one.id, one.default_duration]))
  const patients = namesOf(people, '/patients')
  const caregivers = namesOf(carers, '/caregivers')
  const abilities = carers.map(({ abilities: can }, k) => {
    if (!Array.isArray(can)) throw broken({ zh: '没有 abilities', en: 'abilities are missing' }, `/caregivers/${k}`)
    return new Set(can)
  })
  const instance: HomecareInstance = {
    patients,
    caregivers,
    services: [],
    minutes: [],
    able: [],
    open: [],
    close: [],
    apart: [],
    distances: matrixOf(raw.distances, patients.length + 1),
  }
  people.forEach((patient, k) => {
    const at = `/patients/${k}`
    const asked = listOf(patient.required_caregivers, `${at}/required_caregivers`)
    const names = asked.map(({ service }) => String(service))
    if (asked.length < 1 || asked.length > 2 || names[0] === names[1])
      throw broken({ zh: '应要一项或两项不同的服务', en: 'one service or two different ones' }, at)
    instance.services.push(names)
    instance.minutes.push(
      asked.map(({ service, duration }) => {
        const minutes = duration ?? usual.get(service)
        if (!isNumber(minutes) || minutes < 0)
          throw broken({ zh: `服务 ${service} 没有时长`, en: `service ${service} has no duration` }, at)
        return minutes
      }),
    )
    instance.able.push(names.map((name) => abilities.flatMap((can, c) => (can.has(name) ? [c] : []))))
    const [open, close] = rangeOf(patient.time_window, `${at}/time_window`)
    instance.open.push(open)
    instance.close.push(close)
    const sync = patient.synchronization
    const sequential = isRaw(sync) && sync.type === 'sequential'
    instance.apart.push(
      names.length < 2 ? null : sequential ? rangeOf(sync.distance, `${at}/synchronization/distance`) : [0, 0],
    )
  })
  return instance
}

function matrixOf(value: unknown, size: number): number[][] {
  const good = (row: unknown) => Array.isArray(row) && row.length === size && row.every((d) => isNumber(d) && d >= 0)
  if (!Array.isArray(value) || value.length !== size || !value.every(good))
    throw broken({ zh: `distances 应为 ${size} × ${size}`, en: `distances should be ${size} × ${size}` }, '/distances')
  return value
}
