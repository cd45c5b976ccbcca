/** A photograph larger than this is not even opened: it would use up the memory of an old telephone. */
const LARGEST_FILE = 20 << 20
/** Longest side and bytes of what is kept. */
const SIDE = 1280
const KEPT_BYTES = 280 << 10

/** Why a photograph was not taken. `size` in whole megabytes. */
export class PhotoProblem extends Error {
  readonly kind: 'large' | 'broken'
  readonly size: number
  constructor(kind: 'large' | 'broken', bytes: number) {
    super(kind)
    this.kind = kind
    this.size = Math.ceil(bytes / (1 << 20))
  }
}

const textOf = async (blob: Blob): Promise<string> => {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let text = ''
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(text)
}

/**
 * Makes a photograph small on the device: JPEG, longest side 1280, at most 280 KB, without the place and time that cameras write into it.
 * Base64.
 *
 * @throws PhotoProblem
 */
export async function shrink(file: File): Promise<string> {
  if (file.size > LARGEST_FILE) throw new PhotoProblem('large', file.size)
  const picture = await createImageBitmap(file).catch(() => {
    throw new PhotoProblem('broken', file.size)
  })
  try {
    for (let side = SIDE; side >= 320; side = Math.round(side * 0.75)) {
      const scale = Math.min(1, side / Math.max(picture.width, picture.height))
      const canvas = document.createElement('canvas')
      canvas.width = Math.max(1, Math.round(picture.width * scale))
      canvas.height = Math.max(1, Math.round(picture.height * scale))
      canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
      for (const quality of [0.8, 0.6, 0.45]) {
        const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality))
        if (blob !== null && blob.size <= KEPT_BYTES) return await textOf(blob)
      }
    }
    throw new PhotoProblem('large', file.size)
  } finally {
    picture.close()
  }
}
