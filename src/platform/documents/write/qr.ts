/** A QR code as SVG text, dark on transparent, with a quiet zone of two modules. */
export async function writeQrSvg(content: string): Promise<string> {
  const { default: QRCode } = await import('qrcode')
  return QRCode.toString(content, { type: 'svg', errorCorrectionLevel: 'M', margin: 2, color: { light: '#0000' } })
}

/** A QR code as PNG, `pixels` wide (320 by default). */
export async function qrPng(content: string, pixels = 320): Promise<Uint8Array> {
  const { default: QRCode } = await import('qrcode')
  return QRCode.toBuffer(content, { type: 'png', errorCorrectionLevel: 'M', margin: 2, width: pixels })
}

/** The modules of a QR code, row by row, `true` for dark; without a quiet zone. */
export async function qrModules(content: string): Promise<boolean[][]> {
  const { default: QRCode } = await import('qrcode')
  const { modules } = QRCode.create(content, { errorCorrectionLevel: 'M' })
  return Array.from({ length: modules.size }, (_, y) =>
    Array.from({ length: modules.size }, (_, x) => modules.get(y, x) === 1),
  )
}
