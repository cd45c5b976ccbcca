import { performance } from 'node:perf_hooks'
import { type PlanReading, similarity } from '../../../engines/plantext/index.ts'
import { sha256Hex } from '../../../kernel/hash.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { readPaper } from '../../../platform/documents/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { draftFrom } from '../plans/intake.ts'
import { planRecord } from '../plans/store.ts'
import type { NoteRow, PaperLoaded } from './model.ts'
import { readAside } from './reading.ts'
import { isFuller, plainWords } from './rules.ts'
import {
  holdLibrary,
  insertDocument,
  insertNote,
  insertPaper,
  type KnownCopy,
  paperWithHash,
  replaceRecord,
  textsOfRecord,
} from './store.ts'

/** A paper as somebody hands it in: a file, or pasted text. `supersedes` names the plan that it amends. */
export type Incoming = { name: string; supersedes?: string | undefined } & ({ bytes: Uint8Array } | { text: string })

/** Copies are recognised from this share of shared words on (plantext's own threshold for one paper). */
const SAME = 0.8

/**
 * Takes a paper in: reads it, recognises copies of a known paper (S0 is the start of S1), keeps the fullest copy as the text of
 * record, and makes a draft plan of what was read.
 *
 * @throws Refusal of the file reader, `paper.empty`, `paper.too-heavy`
 */
export async function loadPaper(tx: Tx, incoming: Incoming): Promise<PaperLoaded> {
  const bytes = 'bytes' in incoming ? incoming.bytes : new TextEncoder().encode(incoming.text)
  const paper = await readPaper(bytes, 'bytes' in incoming ? incoming.name : `${incoming.name}.txt`)
  if (plainWords(paper.text) === '') {
    throw refuse('paper.empty', { zh: '这份文件里没有文字', en: 'There are no words in this file' }, { at: '/file' })
  }
  const began = performance.now()
  const reading = await readAside(paper.text)
  const readMs = Math.round((performance.now() - began) * 10) / 10
  const sha256 = sha256Hex(bytes)
  await holdLibrary(tx)
  const counts = {
    title: reading.title,
    targets: reading.targets.length,
    tasks: reading.tasks.length,
    doubts: doubtsIn(reading),
    readMs,
  }
  const again = await paperWithHash(tx, sha256)
  if (again !== null && incoming.supersedes === undefined) {
    await record(tx, { action: 'plan.paper.load-again', subject: { kind: 'paper', id: again.id }, detail: { sha256 } })
    return { ...counts, paper: again.id, document: again.document, plan: null, outcome: 'known', similarity: 1 }
  }
  const id = again?.id ?? newId()
  const known = bestMatch(reading, await textsOfRecord(tx))
  // An amendment repeats most of what it amends; it is a paper of its own all the same.
  const same = again === null && incoming.supersedes === undefined ? known.copy : null
  const fuller =
    same !== null &&
    isFuller(same, { fingerprint: reading.fingerprint, complete: reading.complete, characters: paper.text.length })
  const document = again?.document ?? same?.document ?? newId()
  if (again === null) {
    if (same === null) {
      const title = reading.title ?? incoming.name
      await insertDocument(tx, {
        id: document,
        title,
        number: reading.documentNumber,
        issuer: reading.issuer,
        recordPaper: id,
      })
    }
    const { format, text, notes } = paper
    const share = Math.round(known.similarity * 1000) / 1000
    await insertPaper(tx, {
      id,
      document,
      name: incoming.name,
      format,
      sha256,
      bytes,
      text,
      reading,
      notes,
      similarity: same === null ? 1 : share,
      readMs,
    })
    if (fuller) await replaceRecord(tx, document, id, reading)
  }
  const outcome = same === null ? 'new' : fuller ? 'fuller' : 'copy'
  const supersedes = incoming.supersedes === undefined ? null : await planRecord(tx, incoming.supersedes)
  const draft =
    outcome === 'copy' ? null : await draftFrom(tx, { paper: id, document, reading, name: incoming.name, supersedes })
  const plan = draft?.id ?? null
  if (draft !== null) counts.doubts = draft.doubts
  await record(tx, {
    action: 'plan.paper.load',
    subject: { kind: 'paper', id },
    detail: {
      sha256,
      bytes: bytes.length,
      document,
      outcome,
      plan,
      targets: counts.targets,
      tasks: counts.tasks,
      doubts: counts.doubts,
    },
  })
  await emit(tx, 'plan.paper.loaded', { paper: id, document, plan, outcome })
  return { ...counts, paper: id, document, plan, outcome, similarity: same === null ? 1 : known.similarity }
}

function doubtsIn(reading: PlanReading): number {
  return (
    reading.warnings.length + [...reading.targets, ...reading.tasks].reduce((sum, each) => sum + each.doubts.length, 0)
  )
}

function bestMatch(reading: PlanReading, copies: readonly KnownCopy[]): { copy: KnownCopy | null; similarity: number } {
  let best: { copy: KnownCopy | null; similarity: number } = { copy: null, similarity: 0 }
  for (const copy of copies) {
    const share = similarity(reading, { ...reading, fingerprint: copy.fingerprint })
    if (share > best.similarity) best = { copy, similarity: share }
  }
  return best.similarity >= SAME ? best : { copy: null, similarity: best.similarity }
}

/**
 * Puts a plain-language note, a question or an answer beside a clause.
 * @throws Refusal `paper.missing` when there is no such document here
 */
export async function writeNote(
  tx: Tx,
  input: { document: string; clause: string; kind: NoteRow['kind']; answers: string | null; text: string },
): Promise<{ id: string }> {
  if ((input.kind === 'answer') !== (input.answers !== null)) {
    throw refuse('note.answers', { zh: '答复要指明所答的问题', en: 'An answer names its question' }, { at: '/answers' })
  }
  const id = newId()
  await insertNote(tx, { id, ...input })
  await record(tx, {
    action: 'plan.note.write',
    subject: { kind: 'note', id },
    detail: { document: input.document, clause: input.clause, kind: input.kind },
  })
  return { id }
}
