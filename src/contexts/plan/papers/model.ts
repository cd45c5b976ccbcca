import Type, { type Static } from 'typebox'

/** A value that may be unknown. */
export const Maybe = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])

/** Place in a text, in UTF-16 code units. */
export const SpanShape = Type.Object({ start: Type.Integer(), end: Type.Integer() })

/** A copy of a paper, as lists show it. */
export const PaperRow = Type.Object({
  id: Type.String(),
  name: Type.String(),
  format: Type.String(),
  size: Type.Integer({ description: 'bytes' }),
  characters: Type.Integer(),
  complete: Type.Boolean({ description: 'false when the paper breaks off' }),
  similarity: Type.Number({ description: 'share of the shorter copy that the text of record also holds' }),
  ofRecord: Type.Boolean({ description: 'true for the fullest copy, to which clauses refer' }),
  uploadedAt: Type.String(),
  uploadedBy: Type.String(),
})
export type PaperRow = Static<typeof PaperRow>

/** What stands of a plan, as lists show it. */
export const PlanBrief = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  state: Type.String({ description: 'draft | in-force | superseded | retired | withdrawn' }),
  title: Type.String(),
  number: Maybe(Type.String()),
  targets: Type.Integer(),
  tasks: Type.Integer(),
  open: Type.Integer({ description: 'doubts and undecided items that keep a draft from taking force' }),
  takenForceOn: Maybe(Type.String()),
})
export type PlanBrief = Static<typeof PlanBrief>

/** One government paper with its copies and the plans made of it. */
export const DocumentRow = Type.Object({
  id: Type.String(),
  jurisdiction: Type.String(),
  title: Type.String(),
  number: Maybe(Type.String()),
  issuer: Maybe(Type.String()),
  papers: Type.Array(PaperRow),
  plans: Type.Array(PlanBrief),
  createdAt: Type.String(),
})
export type DocumentRow = Static<typeof DocumentRow>

/** A paragraph of a paper; `start` and `end` are its place in the text. */
export const ClauseRow = Type.Object({
  seq: Type.Integer(),
  role: Type.String(),
  level: Type.Integer(),
  clause: Type.String(),
  text: Type.String(),
  cells: Maybe(Type.Array(Type.String())),
  start: Type.Integer(),
  end: Type.Integer(),
})
export type ClauseRow = Static<typeof ClauseRow>

/** A plain-language note, a question or an answer beside a clause (政策解读). */
export const NoteRow = Type.Object({
  id: Type.String(),
  clause: Type.String(),
  kind: Type.Union([Type.Literal('note'), Type.Literal('question'), Type.Literal('answer')]),
  answers: Maybe(Type.String()),
  text: Type.String(),
  writtenBy: Type.String(),
  writtenAt: Type.String(),
})
export type NoteRow = Static<typeof NoteRow>

/** A paper with its words. */
export const PaperPage = Type.Object({
  ...PaperRow.properties,
  document: Type.String(),
  title: Type.String(),
  number: Maybe(Type.String()),
  issuer: Maybe(Type.String()),
  text: Type.String(),
  readMs: Type.Number({ description: 'milliseconds the reading took' }),
  notes: Type.Array(Type.Object({ code: Type.String(), zh: Type.String(), en: Type.String() })),
  clauses: Type.Array(ClauseRow),
  remarks: Type.Array(NoteRow),
  plans: Type.Array(PlanBrief),
})
export type PaperPage = Static<typeof PaperPage>

/** What became of a paper that came in. */
export const PaperLoaded = Type.Object({
  paper: Type.String(),
  document: Type.String(),
  plan: Maybe(Type.String({ description: 'the draft made of it; null when a copy brought nothing new' })),
  outcome: Type.Union([Type.Literal('new'), Type.Literal('copy'), Type.Literal('fuller'), Type.Literal('known')], {
    description:
      'new: a paper not seen before; copy: a shorter or equal copy of a known one; fuller: replaces the text of record; known: the same file again',
  }),
  similarity: Type.Number(),
  title: Maybe(Type.String()),
  targets: Type.Integer(),
  tasks: Type.Integer(),
  doubts: Type.Integer(),
  readMs: Type.Number(),
})
export type PaperLoaded = Static<typeof PaperLoaded>

/** A passage found in the policy library. */
export const Passage = Type.Object({
  document: Type.String(),
  paper: Type.String(),
  title: Type.String(),
  number: Maybe(Type.String()),
  jurisdiction: Type.String(),
  clause: Type.String(),
  text: Type.String(),
  start: Type.Integer(),
  end: Type.Integer(),
  exact: Type.Boolean({ description: 'false when only look-alike characters match, as in scanned papers' }),
  validity: Type.Union([
    Type.Literal('in-force'),
    Type.Literal('draft'),
    Type.Literal('ended'),
    Type.Literal('not-a-plan'),
  ]),
  notes: Type.Integer(),
})
export type Passage = Static<typeof Passage>
