import { sentencesOf } from './clauses.ts'
import type { DateToken } from './dates.ts'
import type { Harvest, Soil } from './harvest.ts'
import { type Strand, spanOf, squash } from './source.ts'

/** Dated clauses without a number: what has to exist or be done by then. */
export function milestones(
  strand: Strand,
  soil: Soil,
  into: Harvest,
  taken: [number, number][],
  dates: DateToken[],
): void {
  const text = strand.text
  for (const [a, b] of sentencesOf(text)) {
    const own = dates.filter((t) => t.kind === 'deadline' && t.start >= a && t.end <= b)
    own.forEach((t, k) => {
      const stop = text.indexOf('；', t.end)
      const end = Math.min(own[k + 1]?.start ?? b, stop < 0 ? b : stop, t.end + 160)
      let at = t.end
      while (at < end && '，、：'.includes(text.charAt(at))) at++
      for (const part of clausesIn(text, at, end)) {
        const [from, to] = part
        if (taken.some(([x, y]) => from < y && to > x) || to - from < 5) continue
        const words = text.slice(from, to)
        if (/^(?:进行|为|的|）|下达|印发)|有效|实施期|规划期|（/.test(words.slice(0, 4))) continue
        const span = spanOf(strand, from === at ? t.start : from, to)
        into.milestones.push({
          id: '',
          clause: soil.clause,
          text: words,
          deadline: t.iso,
          taskId: soil.taskId,
          quote: squash(soil.source.slice(span.start, span.end)),
          span,
        })
      }
    })
  }
}

function clausesIn(text: string, start: number, end: number): [number, number][] {
  const out: [number, number][] = []
  let from = start
  for (let i = start; i <= end; i++) {
    if (i < end && !'，；。'.includes(text.charAt(i))) continue
    if (i > from) out.push([from, i])
    from = i + 1
  }
  return out
}
