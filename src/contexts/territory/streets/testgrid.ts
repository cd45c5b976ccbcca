/** A street grid as an OpenStreetMap file, for tests: `size` by `size` crossings 0.001° apart, north-east of a corner. */
export function gridOsm(size: number, corner = { lon: 104.34, lat: 23.61 }): string {
  const id = (x: number, y: number) => 1 + y * size + x
  const nodes: string[] = []
  const ways: string[] = []
  const way = (refs: number[]) =>
    ways.push(
      `<way id="${1000 + ways.length}">${refs.map((ref) => `<nd ref="${ref}"/>`).join('')}<tag k="highway" v="residential"/></way>`,
    )
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const [lon, lat] = [corner.lon + x / 1000, corner.lat + y / 1000]
      nodes.push(`<node id="${id(x, y)}" lon="${lon.toFixed(7)}" lat="${lat.toFixed(7)}"/>`)
    }
    way(Array.from({ length: size }, (_, x) => id(x, y)))
  }
  for (let x = 0; x < size; x++) way(Array.from({ length: size }, (_, y) => id(x, y)))
  return `<?xml version="1.0"?><osm version="0.6">${nodes.join('')}${ways.join('')}</osm>`
}
