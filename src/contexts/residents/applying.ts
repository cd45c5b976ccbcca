import { randomInt } from 'node:crypto'
import type { Tx } from '../../platform/db/index.ts'
import type { Upload } from '../../platform/http/index.ts'
import { type Definition, editionInForce, newSecret, openCase, type Values } from '../../platform/procedures/index.ts'
import { type CategoryCode, maskNumber, type PersonFile, personFile, revealPerson } from '../people/index.ts'
import type { ResidentDesk } from './desk.ts'
import { actsFor, selfOf } from './own.ts'

/** What is known already when an application begins. `fixed` fields come from the file and are not asked; numbers are masked. */
export type Prefilled = {
  values: Values
  fixed: string[]
  /** Materials nobody has to hand in: what they prove stands in the file. */
  given: string[]
  person: { id: string; name: string; number: string | null }
  acting: 'self' | 'guardian' | 'proxy'
}

/** Answers of the usual question about hardship, by what stands in the file; the first that holds. */
const HARDSHIP: readonly [CategoryCode, string][] = [
  ['destitute', 'destitute'],
  ['subsistence', 'low_income'],
  ['low-income', 'margin'],
  ['family-planning', 'special_family'],
  ['living-alone', 'lone'],
  ['empty-nest', 'lone'],
]

/** Facts of a file by the field ids that definitions use for them. */
function factsFor(file: PersonFile, open: { address?: string | null }): Values {
  const held = new Set(file.categories.filter((each) => each.active).map((each) => each.code))
  return {
    age: file.age,
    address: open.address ?? null,
    difficulty: HARDSHIP.find(([code]) => held.has(code))?.[1] ?? null,
  }
}

/** The identity card proves who somebody is; whoever signed in with a file that holds the number has proved it (材料免提交). */
function provenBy({ applicant, materials }: Definition, number: string | null): string[] {
  if (applicant.kind !== 'person' || number === null) return []
  return materials.filter((material) => material.id === 'id_card').map((material) => material.id)
}

/**
 * Fills in what the file of the person knows, so that nobody is asked twice; read for this purpose and noted.
 *
 * @throws Refusal `definition.missing`, `person.missing`, `proxy.authority`
 */
export async function prefill(
  tx: Tx,
  desk: ResidentDesk,
  code: string,
  person: string | undefined,
): Promise<Prefilled> {
  const { definition } = await editionInForce(tx, code)
  const mandate = await actsFor(tx, person, 'apply')
  const purpose = `申请：${definition.title.zh}`
  const file = await personFile(tx, desk.people, mandate.person, purpose)
  const open = await revealPerson(tx, desk.people, mandate.person, ['number', 'phones', 'address'], purpose)
  const { applicant, fields } = definition
  const known: Values = {
    ...factsFor(file, open),
    ...(applicant.phone === undefined ? {} : { [applicant.phone]: open.phones?.[0]?.number ?? null }),
    ...Object.fromEntries(fields.flatMap((field) => (field.type === 'region' ? [[field.id, file.region]] : []))),
  }
  const fits = fields.filter((field) => {
    const value = known[field.id]
    if (value === undefined || value === null) return false
    return field.type !== 'choice' || field.options?.some((option) => option.value === value) === true
  })
  const isPerson = applicant.kind === 'person'
  const fixed = isPerson ? [applicant.name, ...(open.number && applicant.number ? [applicant.number] : [])] : []
  return {
    values: Object.fromEntries(fits.map((field) => [field.id, known[field.id]!])),
    fixed,
    given: provenBy(definition, open.number ?? null),
    person: { id: mandate.person, name: file.name, number: maskNumber(open.number ?? null) },
    acting: mandate.acting.by,
  }
}

export type OwnApplication = {
  code: string
  person?: string | undefined
  form: Values
  materials: { material: string; file?: number | null; name: string }[]
  files: Upload[]
  /** What is missing of the papers comes later, to the counter or when somebody calls. */
  later?: boolean | undefined
}

/**
 * Applies for oneself or for somebody one acts for. Who applies is taken from the file, whatever the form says; on whose authority is kept with
 * the case. The same command as at the counter takes it in.
 *
 * @throws Refusal those of `prefill` and of `openCase`
 */
export async function applyAs(
  tx: Tx,
  desk: ResidentDesk,
  input: OwnApplication,
): Promise<{ id: string; number: string; due: string | null }> {
  const { definition } = await editionInForce(tx, input.code)
  const mandate = await actsFor(tx, input.person, 'apply')
  const purpose = `申请：${definition.title.zh}`
  const open = await revealPerson(tx, desk.people, mandate.person, ['number', 'relatives'], purpose)
  const { applicant } = definition
  const own: Values =
    applicant.kind === 'person'
      ? {
          [applicant.name]: mandate.name,
          ...(applicant.number !== undefined && open.number ? { [applicant.number]: open.number } : {}),
        }
      : {}
  const { acting } = mandate
  const paper = acting.by === 'self' ? undefined : open.relatives?.find((each) => each.id === acting.relative)
  const proxy = acting.by === 'self' ? null : (paper?.name ?? null)
  const proven = provenBy(definition, open.number ?? null)
    .filter((material) => !input.materials.some((each) => each.material === material))
    .map((material) => ({ material, name: '人员档案已核验身份，免交' }))
  const { id, number, due } = await openCase(tx, desk.procedures, {
    code: input.code,
    form: { ...input.form, ...own },
    materials: [...input.materials, ...proven],
    files: input.files,
    channel: 'screen',
    authority: {
      kind: acting.by,
      proxy,
      relation: paper?.relation ?? '',
      document: paper?.document ?? '',
    },
    subject: applicant.kind === 'person' ? mandate.person : selfOf(tx),
    secret: newSecret(randomInt),
    incomplete: input.later === true,
  })
  return { id, number, due }
}
