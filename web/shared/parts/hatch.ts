/** A tile of diagonal lines: how unknown is drawn on canvas and on maps. Null where there is no canvas. */
export function hatchTile(colour: string, size = 8): HTMLCanvasElement | null {
  const canvas = document.createElement('canvas')
  canvas.width = size
  canvas.height = size
  const pen = canvas.getContext('2d')
  if (!pen) return null
  pen.strokeStyle = colour
  pen.lineWidth = 1.4
  pen.beginPath()
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift, size)
    pen.lineTo(shift + size, 0)
  }
  pen.stroke()
  return canvas
}
