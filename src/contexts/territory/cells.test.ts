import fc from 'fast-check'
import { expect, it } from 'vitest'
import { schematicCells } from './cells.ts'
import { COUNTIES, TOWNSHIPS } from './data/yanshan.ts'

const seats = TOWNSHIPS.map(({ code, name, seat: [lon, lat] }) => ({ code, name, lon, lat }))

function contains(ring: [number, number][], x: number, y: number): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[xi, yi], [xj, yj]] = [ring[i]!, ring[j]!]
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}

it('gives every township one closed area around its seat, said to be schematic', () => {
  const { features } = schematicCells(seats)
  expect(features.map((each) => each.properties.name)).toEqual(TOWNSHIPS.map((each) => each.name))
  for (const { geometry, properties } of features) {
    const ring = geometry.coordinates[0]!
    expect(ring[0]).toEqual(ring.at(-1))
    expect(contains(ring, properties.lon, properties.lat)).toBe(true)
    expect(properties.schematic).toBe(true)
  }
  expect(COUNTIES.some((county) => county.code === '532622')).toBe(true)
})

it('puts a point into the area of the nearest seat', () => {
  const { features } = schematicCells(seats)
  const stretch = Math.cos((seats.reduce((sum, seat) => sum + seat.lat, 0) / seats.length / 180) * Math.PI)
  fc.assert(
    fc.property(
      fc.double({ min: 103.7, max: 104.7, noNaN: true }),
      fc.double({ min: 23.4, max: 23.9, noNaN: true }),
      (lon, lat) => {
        const holders = features.filter((each) => contains(each.geometry.coordinates[0]!, lon, lat))
        if (holders.length === 0) return
        const far = (seat: { lon: number; lat: number }) => Math.hypot((seat.lon - lon) * stretch, seat.lat - lat)
        const nearest = Math.min(...seats.map(far))
        expect(Math.min(...holders.map((each) => far(each.properties)))).toBeLessThan(nearest + 0.0001)
      },
    ),
  )
})
