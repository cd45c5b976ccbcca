import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { light } from '../theme/tokens.ts'
import { FAMILY_MARKS } from './families.ts'
import { colourExpression, type Overlay, overlayColours } from './overlay.ts'
import { type MapState, readMapState, tileAddresses, writeMapState } from './state.ts'
import { tileStyle } from './style.ts'

const luminance = (colour: string) => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string) => {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

describe('signs of families', () => {
  it('are read on their colour, and no two are the same', () => {
    const marks = Object.values(FAMILY_MARKS)
    for (const { light, dark } of marks) {
      expect(contrast('#ffffff', light)).toBeGreaterThanOrEqual(4.5)
      expect(contrast('#0e1417', dark)).toBeGreaterThanOrEqual(4.5)
    }
    expect(new Set(marks.map(({ sign }) => sign)).size).toBe(marks.length)
  })
})

describe('overlays', () => {
  const overlay = (kind: Overlay['kind'], breaks: number[], lowIsStrong: boolean): Overlay => ({
    kind,
    shading: { label: '', unit: '', breaks, lowIsStrong },
    data: { type: 'FeatureCollection', features: [] },
  })

  it('go steadily from light to dark, so that grey print and colour-blind eyes keep the order', () => {
    for (const kind of ['minutes', 'gap'] as const) {
      for (const count of [1, 2, 3, 4]) {
        const breaks = [5, 10, 15, 30].slice(0, count)
        const shades = overlayColours(overlay(kind, breaks, false), false).map(luminance)
        expect(shades).toHaveLength(count + 1)
        expect(shades).toEqual([...shades].sort((a, b) => b - a))
        expect(new Set(shades).size).toBe(shades.length)
      }
    }
  })

  it('give a value on a break to the lower class, and what is unknown its own look', () => {
    const minutes = overlay('minutes', [5, 15], true)
    const colours = overlayColours(minutes, false)
    const chosen = (properties: Record<string, unknown>) =>
      evaluate(colourExpression(minutes, false, 'hatch'), properties)
    expect([chosen({ value: 5 }), chosen({ value: 15 }), chosen({ value: 15.1 })]).toEqual(colours)
    expect(chosen({})).toBe('hatch')
    expect(chosen({ value: null })).toBe('hatch')
    const metres = { ...minutes, from: { property: 'm', per: 60 } }
    expect(evaluate(colourExpression(metres, false, 'hatch'), { m: 900 })).toBe(colours[1])
  })
})

/** The few expressions the overlay uses, worked out. */
function evaluate(expression: unknown, properties: Record<string, unknown>): unknown {
  if (!Array.isArray(expression)) return expression
  const [name, ...rest] = expression as [string, ...unknown[]]
  const of = (part: unknown) => evaluate(part, properties)
  if (name === 'get') return properties[String(rest[0])] ?? null
  if (name === 'typeof') return of(rest[0]) === null ? 'null' : typeof of(rest[0])
  if (name === '==') return of(rest[0]) === of(rest[1])
  if (name === '<=') return Number(of(rest[0])) <= Number(of(rest[1]))
  if (name === '/') return Number(of(rest[0])) / Number(of(rest[1]))
  if (name !== 'case') throw new Error(`${name} is not known here`)
  for (let i = 0; i + 1 < rest.length; i += 2) if (of(rest[i]) === true) return of(rest[i + 1])
  return of(rest.at(-1))
}

describe('the state of a map page', () => {
  const state: fc.Arbitrary<MapState> = fc.record({
    kinds: fc.subarray(['elder-canteen', 'market', 'library']),
    families: fc.subarray(['elder' as const, 'health' as const]),
    states: fc.subarray(['open', 'closed']),
    region: fc.constantFrom(null, '532622101001'),
    q: fc.constantFrom('', '锦山', 'a&b=c'),
    asOf: fc.constantFrom(null, '2025-01-31'),
    openAt: fc.constantFrom(null, '08:30'),
    inView: fc.boolean(),
    at: fc.constantFrom(null, { lon: 104.34, lat: 23.61, zoom: 12.5 }),
    place: fc.constantFrom(null, 'YS-0001'),
    from: fc.constantFrom(null, '532622101000'),
  })

  it('stands whole in the address', () => {
    fc.assert(
      fc.property(state, (given) => {
        expect(readMapState(writeMapState(given))).toEqual(given)
      }),
    )
  })

  it('leaves out what an address makes no sense of', () => {
    const read = readMapState(new URLSearchParams('family=wizards&at=200,5,3&asOf=soon&openAt=noon&region=1&view=out'))
    expect(read).toMatchObject({ families: [], at: null, asOf: null, openAt: null, region: null, inView: false })
  })

  it('asks tiles with the filter of the list and the version that is known', () => {
    const known = readMapState(new URLSearchParams('family=elder&q=食堂&view=in&at=104,23,9'))
    const { facilities, streets } = tileAddresses('/api/public/map', known, { version: 'abc', layers: ['facilities'] })
    expect(facilities).toBe(
      `/api/public/map/tiles/facilities/{z}/{x}/{y}.mvt?family=elder&q=${encodeURIComponent('食堂')}&v=abc`,
    )
    expect(streets).toBeUndefined()
  })
})

describe('the style', () => {
  const look = { palette: light, dark: false, fontSize: 14 }
  const tiles = { facilities: 'f', regions: 'r' }

  it('asks nothing outside without a base map, and needs neither glyphs nor sprites', () => {
    const style = tileStyle(tiles, look, null, null)
    expect(JSON.stringify(style)).not.toMatch(/https?:/)
    expect([style.glyphs, style.sprite]).toEqual([undefined, undefined])
    expect(Object.keys(style.sources).sort()).toEqual(['facilities', 'marked', 'regions'])
  })

  it('puts a base map under everything, and every layer on a source that exists', () => {
    const base = {
      ground: ['https://t0.tianditu.gov.cn/{z}'],
      names: ['https://t0.tianditu.gov.cn/{z}'],
      attribution: '天地图',
    }
    const style = tileStyle({ ...tiles, streets: 's' }, look, base, null)
    expect(style.layers.slice(0, 2).map(({ id }) => id)).toEqual(['base-ground', 'base-names'])
    for (const layer of style.layers) if ('source' in layer) expect(Object.keys(style.sources)).toContain(layer.source)
  })
})
