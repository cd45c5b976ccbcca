import { type Edit, merge, type Version } from '../../../engines/merge/index.ts'
import type { VisitContent } from './model.ts'

/** What the first saying is called among the edits. */
const FIRST = 'first'

/** A visit's content as all edits together have it: the first saying is known to every later one. */
export function contentOf(
  first: VisitContent,
  edits: readonly { device: string; seq: number; base: Version; fields: Partial<VisitContent> }[],
) {
  const said: Edit[] = [
    { device: FIRST, seq: 1, base: {}, fields: first },
    ...edits.map((edit) => ({ ...edit, base: { ...edit.base, [FIRST]: 1 } })),
  ]
  const { fields, version, conflicts } = merge(said)
  return { content: fields as VisitContent, version, conflicts }
}
