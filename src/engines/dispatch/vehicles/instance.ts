import { type Bilingual, type Refusal, refuse } from '../../../kernel/refusal.ts'

/**
 * Vehicle routing with time windows (带时间窗的车辆路径): identical vehicles of one depot. Place 0 is the depot, places 1 to `customers`
 * the customers of the file in its order. Travel takes as long as it is far.
 */
export type VehicleInstance = {
  customers: number
  vehicles: number
  capacity: number
  /** Numbers of the file, by place. */
  numbers: number[]
  x: Float64Array
  y: Float64Array
  demand: Float64Array
  ready: Float64Array
  due: Float64Array
  service: Float64Array
}

const broken = (what: Bilingual): Refusal =>
  refuse(
    'dispatch.file',
    { zh: `文件不合 Solomon 格式：${what.zh}`, en: `The file does not have Solomon's format: ${what.en}` },
    {
      next: {
        zh: '应有 VEHICLE（NUMBER CAPACITY）一行两数，CUSTOMER 每行七数：编号 x y 需求 最早 最晚 服务时长',
        en: 'it needs VEHICLE with two numbers (number, capacity) and CUSTOMER with seven a line: number x y demand ready due service',
      },
    },
  )

/** Reads a Solomon or Gehring-Homberger file; refuses, with the line, what is cut off or makes no sense. */
export function parseSolomon(text: string): VehicleInstance {
  const rows: { line: number; numbers: number[] }[] = []
  text.split(/\r\n|\r|\n/).forEach((line, k) => {
    const words = line.trim().split(/[\s,;]+/)
    if (words[0] === '' || !words.every((word) => /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(word))) return
    rows.push({ line: k + 1, numbers: words.map(Number) })
  })
  // A name that is a number stands before the fleet.
  const at = rows.findIndex(({ numbers }) => numbers.length === 2)
  const fleet = rows[at]
  const stops = rows.slice(at + 1)
  if (fleet === undefined)
    throw broken({ zh: '没有车数与容量一行', en: 'there is no line with number and capacity of vehicles' })
  const [vehicles, capacity] = fleet.numbers as [number, number]
  if (!Number.isInteger(vehicles) || vehicles < 1 || capacity < 0)
    throw broken({ zh: `第 ${fleet.line} 行车数或容量不对`, en: `line ${fleet.line}: number or capacity is wrong` })
  if (stops.length < 1) throw broken({ zh: '没有客户', en: 'there are no customers' })
  const seen = new Set<number>()
  for (const { line, numbers } of stops) {
    const [number, , , demand, ready, due, service] = numbers
    if (numbers.length !== 7)
      throw broken({ zh: `第 ${line} 行不是七个数`, en: `line ${line} does not have seven numbers` })
    if (!Number.isInteger(number!) || seen.has(number!))
      throw broken({ zh: `第 ${line} 行编号不对或重复`, en: `line ${line}: the number is wrong or repeated` })
    if (demand! < 0 || ready! > due! || service! < 0)
      throw broken({
        zh: `第 ${line} 行的需求、时间窗或服务时长不对`,
        en: `line ${line}: demand, window or service time is wrong`,
      })
    seen.add(number!)
  }
  const column = (at: number) => Float64Array.from(stops, ({ numbers }) => numbers[at]!)
  return {
    customers: stops.length - 1,
    vehicles,
    capacity,
    numbers: stops.map(({ numbers }) => numbers[0]!),
    x: column(1),
    y: column(2),
    demand: column(3),
    ready: column(4),
    due: column(5),
    service: column(6),
  }
}

/** Straight distances in double precision, row by row; nothing is rounded, as in the published tables. */
export function distancesOf({ x, y }: VehicleInstance): Float64Array {
  const n = x.length
  const distances = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const dx = x[i]! - x[j]!
      const dy = y[i]! - y[j]!
      distances[i * n + j] = Math.sqrt(dx * dx + dy * dy)
    }
  return distances
}
