import { sha256Hex } from '../../../kernel/hash.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../db/index.ts'
import type { Upload } from '../../http/index.ts'
import type { Definition } from '../model.ts'
import { sealBytes } from '../vault.ts'

/** A material as handed in: with the number of its file in the request, or without for paper that was seen at the desk. */
export type GivenMaterial = { material: string; file?: number | null; name: string }

export type TakenMaterial = { material: string; name: string; bytes: Uint8Array | null }

const LARGEST = 10 * 1024 * 1024

/** What a file begins with, by kind: pictures, PDF, OFD and DOCX (zip). Anything else is not a document. */
const BEGINNINGS = ['ffd8ff', '89504e47', '25504446', '504b0304', '424d', '49492a00', '4d4d002a']

function checkFile(file: Upload, at: string): void {
  const head = Buffer.from(file.bytes.subarray(0, 4)).toString('hex')
  if (!BEGINNINGS.some((beginning) => head.startsWith(beginning))) {
    throw refuse(
      'material.kind',
      { zh: `“${file.name}”不是图片、PDF、OFD 或 DOCX`, en: `“${file.name}” is no picture, PDF, OFD or DOCX` },
      { at, next: { zh: '请拍照或存成 PDF 后上传', en: 'Take a picture of it or save it as PDF' } },
    )
  }
  if (file.bytes.length > LARGEST) {
    throw refuse(
      'material.too-large',
      { zh: `“${file.name}”超过 10 MB`, en: `“${file.name}” is larger than 10 MB` },
      { kind: 'too-large', at, next: { zh: '请缩小图片或拆成几份', en: 'Make the picture smaller or split it' } },
    )
  }
}

/** Matches what is handed in with the materials of a definition. @throws Refusal `material.unknown`, `.file`, `.kind`, `.too-large` */
export function takeMaterials(
  definition: Definition,
  given: readonly GivenMaterial[],
  files: readonly Upload[],
): TakenMaterial[] {
  return given.map(({ material, file, name }, i) => {
    const at = `/materials/${i}`
    const known = definition.materials.find((each) => each.id === material)
    if (known === undefined)
      throw refuse(
        'material.unknown',
        { zh: `没有材料“${material}”`, en: `There is no material “${material}”` },
        { at },
      )
    if (file === undefined || file === null) return { material, name: name || known.title.zh, bytes: null }
    const upload = files[file]
    if (upload === undefined)
      throw refuse('material.file', { zh: '没有收到这份文件', en: 'The file did not arrive' }, { at })
    checkFile(upload, at)
    return { material, name: upload.name || name, bytes: upload.bytes }
  })
}

/** Keeps what was handed in; files are sealed with the key of the case. */
export async function addMaterials(
  tx: Tx,
  id: string,
  revision: number,
  taken: readonly TakenMaterial[],
  key: Buffer,
  by: string,
): Promise<void> {
  for (const { material, name, bytes } of taken) {
    await tx.run(sql`insert into procedures.case_material
        (jurisdiction, casefile, id, material, revision, how, name, size, hash, sealed, at, by_id, by_name)
      values (${tx.actor.jurisdiction}, ${id}, ${newId()}, ${material}, ${revision}, ${bytes === null ? 'paper' : 'file'},
        ${name.slice(0, 200)}, ${bytes?.length ?? null}, ${bytes === null ? null : sha256Hex(bytes)},
        ${bytes === null ? null : sealBytes(key, bytes)}, ${tx.now}, ${tx.actor.id}, ${by})`)
  }
}
