import { sentencesOf } from './clauses.ts'
import type { DateToken } from './dates.ts'
import type { Harvest, Soil } from './harvest.ts'
import { type Strand, spanOf, squash } from './source.ts'

/** 通过财政奖补政策: how a thing is done, not what has to be there. */
const MEANS =
  /^(?:通过|依托|结合|围绕|根据|按照|依据|坚持|确保|依法|让|使|严格|切实|满足|采取|采用|利用|借助|充分发挥|发挥|聚焦|立足|统筹|以[^，。]{1,30}为(?:主|重点|目标|基础|引领|抓手|核心|导向|主线)|在[^，。]{1,30}(?:基础上|前提下|下)$)/

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
        if (MEANS.test(words)) continue
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
