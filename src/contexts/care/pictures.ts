import { refuse } from '../../kernel/refusal.ts'

const KINDS: readonly [type: string, magic: readonly number[]][] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/webp', [0x52, 0x49, 0x46, 0x46]],
]

/**
 * The type of a picture by its first bytes.
 *
 * @throws Refusal `photo.kind`, `photo.too-large`
 */
export function pictureType(name: string, bytes: Uint8Array, largest: number, at = '/files'): string {
  const type = KINDS.find(([, magic]) => magic.every((byte, i) => bytes[i] === byte))?.[0]
  if (type === undefined)
    throw refuse(
      'photo.kind',
      { zh: `${name} 不是 JPEG、PNG 或 WebP 照片`, en: `${name} is no JPEG, PNG or WebP picture` },
      { at },
    )
  const limit = largest >= 1 << 20 ? `${largest >> 20} MB` : `${largest >> 10} KB`
  if (bytes.length > largest)
    throw refuse(
      'photo.too-large',
      { zh: `${name} 超过 ${limit}`, en: `${name} is larger than ${limit}` },
      { kind: 'too-large', at },
    )
  return type
}
