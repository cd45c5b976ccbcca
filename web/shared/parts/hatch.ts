/** A tile of diagonal lines: how unknown is drawn on canvas and on maps. Null where there is no canvas. */
export function hatchTile(colour: string, size = 8, lineWidth = 1.4): HTMLCanvasElement | null {
  const canvas = document.createElement('canvas')
  canvas.width = size
  canvas.height = size
  const pen = canvas.getContext('2d')
  if (!pen) return null
  pen.strokeStyle = colour
  pen.lineWidth = lineWidth
  pen.beginPath()
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift, size)
    pen.lineTo(shift + size, 0)
  }
  pen.stroke()
  return canvas
}

/** A hatched disc: a place whose value is unknown. The middle stays clear for its number. */
export function hatchDisc(colour: string, ground: string, size: number): HTMLCanvasElement | null {
  const canvas = document.createElement('canvas')
  canvas.width = size
  canvas.height = size
  const pen = canvas.getContext('2d')
  const tile = hatchTile(colour, 10, 2)
  const pattern = tile && pen ? pen.createPattern(tile, 'repeat') : null
  if (!pen || !pattern) return null
  const disc = (radius: number, fill: string | CanvasPattern) => {
    pen.beginPath()
    pen.arc(size / 2, size / 2, radius, 0, 2 * Math.PI)
    pen.fillStyle = fill
    pen.fill()
  }
  disc(size / 2 - 1, ground)
  disc(size / 2 - 1, pattern)
  disc(size / 4, ground)
  return canvas
}
