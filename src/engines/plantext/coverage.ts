import { clauseEnd, clauseStart, trimName } from './clauses.ts'

/** A clause that promises all of something (全覆盖), or a direction without a number. */
export type Cover = { start: number; end: number; indicator: string; weak: boolean }
export type Drift = { start: number; end: number; indicator: string; direction: 'up' | 'down' | 'keep' }

const PATTERNS: RegExp[] = [
  /(?:全|全面|全部|全域|全员|整体|普遍)覆盖(?!的|面|、(?![^，。；、]{0,14}(?:率|达|\d))|，?多层次|率|体系|网络)/g,
  /覆盖(?:到|至)?(?:了)?(?:所有|全部|全体|全[省市县区域国](?!的)|每一?个|各)/g,
  /(?:全部|全面|均|都)(?:完成|实现|达标|建成|建立|纳入|落实|配齐|接入|设立|开展|达到|配建|备案|整改|移交|通过|开通|投用|开放|入网|上线|消除|投入(?:运营|使用))(?!以|力度)/g,
  /所有[^，。；、]{2,26}?(?:均|都|全部)?(?:开通|建成|建有|设有|设立|配备|配齐|具备|完成|实现|达到|开展|纳入|提供|接入|开设|签订|取得|设置)/g,
  /(?:实现|达到|基本实现)(?:了)?(?:[^，。；]{0,16}的?)?覆盖(?=[，。；）]|$)/g,
]
const LOOSE = /^(?:推进|推动|促进|探索|加快|鼓励|支持|引导|努力)/
const NOT_COVER =
  /扩大|覆盖面|覆盖(?:所有|全[省市县区国])?[^，。；]{0,4}\d(?!A)|(?:所有|各)?(?:项目|任务)(?:均)?(?:须|应|要)|辐射所有|[^，。]{0,6}覆盖全(?:生命|周期|过程|流程|链条|人群)|不得|应当|必须|严禁|按规定|依法/
/** 实现三个全覆盖 announces a list and names nothing. */
const COUNTED_COVER =
  /^(?:将|要|确保|力争|努力)*(?:实现|达到)?[“]?[一二两三四五六七八九十\d]{1,2}个[“]?(?:全|全面)?覆盖/
const FULLY = /全部(?:纳入)?$|全面(?:完成|建立|落实|实现|开展)/

/** Every promise of full coverage that carries no number of its own; `taken` are the spans already read as numbers. */
export function coverIn(
  original: string,
  taken: [number, number][],
  goal: boolean,
  dated: (at: number) => boolean,
  dates: { start: number; end: number }[] = [],
  topic = '',
): Cover[] {
  const text = dates.reduce((t, d) => t.slice(0, d.start) + '\ue000'.repeat(d.end - d.start) + t.slice(d.end), original)
  if (!/覆盖|全部|所有|全面|均|都/.test(text)) return []
  const out: Cover[] = []
  for (let k = 0; k < PATTERNS.length; k++) {
    for (const m of text.matchAll(PATTERNS[k] as RegExp)) {
      const start = clauseStart(text, m.index)
      const stop = taken.find(([a]) => a >= m.index + m[0].length)?.[0] ?? text.length
      let end = Math.min(stop, listEnd(text, m.index + m[0].length, clauseEnd(text, m.index + m[0].length)))
      while (end > m.index + m[0].length && '、和及与，'.includes(text.charAt(end - 1))) end--
      if (taken.some(([a, b]) => m.index < b && m.index + m[0].length > a && a < end)) continue
      if (out.some((c) => c.start < end && start < c.end)) continue
      const clause = text.slice(start, end)
      if (
        NOT_COVER.test(clause) ||
        /(?:[\d%]+.{0,6}|[一二两三四五六七八九]成)覆盖/.test(clause) ||
        quoted(text, m.index)
      )
        continue
      if (COUNTED_COVER.test(clause)) continue
      if (k === 1 && LOOSE.test(clause) && !goal && !dated(m.index)) continue
      const sure =
        k === 0 ||
        k === 1 ||
        k === 4 ||
        (k === 2 && /^全部/.test(m[0]) && dated(m.index)) ||
        (k === 3 && /开通|建成|设有|配备|具备|达到|完成|实现/.test(m[0]))
      if (k === 2) {
        const firm = /^全部|^(?:均|都)(?:完成|实现|达标|达到|建成|建立|具备|开通)/.test(m[0])
        if (!firm && !(dated(m.index) && (goal || /^全面(?:完成|建成|实现|达标)/.test(m[0])))) continue
        if (FULLY.test(m[0]) && !dated(m.index)) continue
      }
      const name = trimName(
        clause
          .replace(/(?:基本|逐步)?(?:实现|达到|推进|推动|促进)/g, '')
          .replace(/(?:全|全面|全部|全域)?覆盖$/, '覆盖')
          .replace(/所有|全部/g, ''),
      )
      if (name.replace(/全面|覆盖|完成|实现|建成|达标/g, '').length < 2) {
        const earlier = subjectBefore(text, start) || topic
        if (earlier.length < 2) continue
        out.push({ start, end, indicator: `${earlier}${trimName(name)}`, weak: k !== 2 || !dated(m.index) })
        continue
      }
      out.push({ start, end, indicator: name, weak: !sure || LOOSE.test(clause) })
    }
  }
  return out.sort((a, b) => a.start - b.start)
}

/** 覆盖所有城市社区、90%以上乡镇: what has a rate of its own is no part of the promise. */
function listEnd(text: string, from: number, end: number): number {
  const m = /[、和及与](?=\d[\d.]*%)/.exec(text.slice(from, end))
  return m ? from + m.index : end
}

/** The nearest clause of the same sentence that names something. */
function subjectBefore(text: string, start: number): string {
  let end = start - 1
  for (let k = 0; k < 3 && end > 0 && !'。！？'.includes(text.charAt(end)); k++) {
    const from = clauseStart(text, end)
    const name = trimName(text.slice(from, end)).replace(/\d.*$/, '')
    if (name.length >= 4 && !/一半|过半|^完成以|以上$/.test(name)) return name
    end = from - 1
  }
  return ''
}

/** Inside “…” or 《…》 a phrase is a name. */
function quoted(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 40), at)
  return before.lastIndexOf('“') > before.lastIndexOf('”') || before.lastIndexOf('《') > before.lastIndexOf('》')
}

const UP =
  /(?:稳步|逐步|持续|不断|显著|明显|大幅|有效|进一步|切实|逐年)(提高|提升|增加|扩大|增长|降低|下降|减少|缩短|保持|稳定)([^，。；、]{2,30}?(?:率|比例|占比|比重|覆盖面|人数|床位数|首诊比例|水平差距|频次))(?=[，。；、和]|$)/g
const UP_AFTER =
  /([^，。；、（]{3,30}(?:率|比例|占比|比重|床位数|人数))(?:稳步|逐步|持续|不断|显著|明显|大幅|有效|进一步|逐年)(提高|提升|增加|扩大|增长|降低|下降|减少|保持)(?=[，。；、]|$)/g

/** 稳步提升…率: a direction that has no number. */
export function driftIn(text: string, taken: [number, number][]): Drift[] {
  const out: Drift[] = []
  if (!/稳步|逐步|持续|不断|显著|明显|大幅|有效|进一步|逐年|切实/.test(text)) return out
  const way = (w: string): Drift['direction'] => (/降|减|缩/.test(w) ? 'down' : /保持|稳定/.test(w) ? 'keep' : 'up')
  const add = (start: number, end: number, name: string, word: string) => {
    if (taken.some(([a, b]) => start < b && end > a) || out.some((d) => start < d.end && end > d.start)) return
    out.push({ start, end, indicator: trimName(name), direction: way(word) })
  }
  for (const m of text.matchAll(UP)) add(m.index, m.index + m[0].length, m[2] as string, m[1] as string)
  for (const m of text.matchAll(UP_AFTER)) add(m.index, m.index + m[0].length, m[1] as string, m[2] as string)
  return out.sort((a, b) => a.start - b.start)
}
