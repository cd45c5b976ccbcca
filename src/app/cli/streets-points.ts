import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import type { LonLat, Snap, SnapOptions, Snapper, Streets } from '../../engines/streets/index.ts'
import { refuse } from '../../kernel/refusal.ts'
import { fileRefusal } from './streets-files.ts'

/** A row of a point file, brought to the streets; `snap` is null where no street is near. */
export type Point = LonLat & { id: string; snap: Snap | null }

const at = (path: string, line: number) => ({ at: `${path}:${line}` })

function coordinate(text: string | undefined, column: string, path: string, line: number): number {
  const value = Number(text)
  if (text === undefined || text.trim() === '' || !Number.isFinite(value)) {
    throw refuse(
      'points.number',
      {
        zh: `${path} 第 ${line} 行：${column} 列“${text ?? ''}”不是数`,
        en: `${path}, line ${line}: ${column} "${text ?? ''}" is not a number`,
      },
      at(path, line),
    )
  }
  return value
}

/** Longitude and latitude taken for each other: outside as they stand, inside when turned round. */
function looksSwapped({ lon, lat }: LonLat, [west, south, east, north]: Streets['bounds']): boolean {
  const margin = 0.5
  const inside = (x: number, y: number) =>
    x >= west - margin && x <= east + margin && y >= south - margin && y <= north + margin
  return !inside(lon, lat) && (inside(lat, lon) || Math.abs(lat) > 90)
}

function swapped(path: string, line: number, point: LonLat) {
  return refuse(
    'points.swapped',
    {
      zh: `${path} 第 ${line} 行：经度 ${point.lon}、纬度 ${point.lat} 像是填反了`,
      en: `${path}, line ${line}: longitude ${point.lon} and latitude ${point.lat} seem to be swapped`,
    },
    {
      ...at(path, line),
      next: {
        zh: 'lon 列填经度，lat 列填纬度（WGS-84）',
        en: 'Put the longitude into lon, the latitude into lat (WGS-84)',
      },
    },
  )
}

function rowsOf(text: string, path: string): { record: Record<string, string>; info: { lines: number } }[] {
  try {
    return parse(text, {
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      bom: true,
      info: true,
      skip_empty_lines: true,
      trim: true,
    })
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('CSV_')) {
      const { message } = error as Error
      throw refuse('points.csv', {
        zh: `${path} 不是正确的 CSV：${message}`,
        en: `${path} is not proper CSV: ${message}`,
      })
    }
    throw error
  }
}

/**
 * Points of a CSV file with the columns `id`, `lon`, `lat` (WGS-84). Throws refusals for missing columns, ids that repeat, what is
 * no number, swapped coordinates, and a file of which no point lies near a street.
 */
export async function readPoints(
  path: string,
  streets: Streets,
  snapper: Snapper,
  snapping: SnapOptions & { within: number },
): Promise<Point[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fileRefusal(error, path)
  })
  const rows = rowsOf(text, path)
  if (rows.length === 0) throw refuse('points.empty', { zh: `${path} 里没有点`, en: `There are no points in ${path}` })
  const missing = ['id', 'lon', 'lat'].filter((name) => !(name in rows[0]!.record))
  if (missing.length > 0) {
    throw refuse(
      'points.columns',
      { zh: `${path} 缺少列：${missing.join('、')}`, en: `${path} lacks the columns ${missing.join(', ')}` },
      { next: { zh: '第一行应为 id,lon,lat', en: 'The first line should read id,lon,lat' } },
    )
  }
  const seen = new Set<string>()
  const points = rows.map(({ record, info }) => {
    const line = info.lines
    const id = record.id!
    if (seen.has(id)) {
      throw refuse(
        'points.repeated',
        { zh: `${path} 第 ${line} 行：id“${id}”重复`, en: `${path}, line ${line}: the id "${id}" was used before` },
        at(path, line),
      )
    }
    seen.add(id)
    const point = {
      lon: coordinate(record.lon, 'lon', path, line),
      lat: coordinate(record.lat, 'lat', path, line),
    }
    if (looksSwapped(point, streets.bounds)) throw swapped(path, line, point)
    return { id, ...point, snap: snapper.snap(point, snapping) }
  })
  if (points.every((point) => point.snap === null)) {
    throw refuse(
      'points.outside',
      {
        zh: `${path} 的 ${points.length} 个点附近 ${snapping.within} 米内都没有街道`,
        en: `None of the ${points.length} points of ${path} lies within ${snapping.within} m of a street`,
      },
      {
        next: {
          zh: `街道范围为 ${streets.bounds.join('、')}（西南东北，WGS-84）；请核对坐标系和地区`,
          en: `The streets span ${streets.bounds.join(', ')} (west, south, east, north; WGS-84): check the datum and the region`,
        },
      },
    )
  }
  return points
}
