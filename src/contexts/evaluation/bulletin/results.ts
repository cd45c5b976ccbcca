import { formatNumber } from '../../../engines/formula/index.ts'
import type { PaperBlock } from '../../../platform/documents/index.ts'
import type { RestatementView, RoundContent } from '../rounds/model.ts'
import type { ScoredLine } from '../scoring/model.ts'
import { heading, joined, paragraph } from './words.ts'

const scoreWords = (line: ScoredLine) => (line.score === null ? '不评分' : formatNumber(line.score, 2, true))

function ranking(content: RoundContent, caption: string, subject: string): PaperBlock {
  return {
    kind: 'table',
    caption,
    columns: [
      { title: '名次', width: 12, align: 'center' },
      { title: subject, width: 26 },
      { title: '得分', width: 12, align: 'right' },
      ...content.rule.items.map((item) => ({ title: item.label.zh, width: 14, align: 'right' as const })),
      { title: '权重已知', width: 12, align: 'right' },
    ],
    rows: content.lines.map((line) => [
      line.rank === null ? '—' : `${line.tied ? '并列' : ''}${line.rank}`,
      line.name,
      scoreWords(line),
      ...line.items.map((item) => (item.points === null ? '未知' : formatNumber(item.points, 1, true))),
      `${formatNumber(line.known * 100, 0)}%`,
    ]),
    note: '注：未知的评分项不得分也不扣分，其权重由该单位其他评分项分担。',
  }
}

/** Who did how well, in words and tables. */
export function scores(facts: { unit: RoundContent | null; region: RoundContent | null }): PaperBlock[] {
  const blocks: PaperBlock[] = [heading('评价结果')]
  const say = (content: RoundContent, what: string) => {
    const scored = content.lines.filter((line) => line.score !== null)
    const within = (rank: number) => scored.filter((line) => line.rank! <= rank).map((line) => line.name)
    const most = [3, 1].find((rank) => within(rank).length <= 5)
    const top = most === undefined ? '' : `${joined(within(most))}列${most === 3 ? '前三位' : '第一位'}。`
    const without = content.lines.length - scored.length
    const weights = content.rule.items.map((item) => `${item.label.zh}${item.weight}分`).join('、')
    const none =
      without === 0 ? '' : `${without}个因已知权重不到${formatNumber(content.rule.leastKnown * 100, 0)}%，本期不评分。`
    return paragraph(
      `按${content.rule.name.zh}（${weights}），${content.lines.length}个${what}中，${top === '' ? `${scored.length}个得分。` : top}${none}`,
    )
  }
  if (facts.unit !== null)
    blocks.push(say(facts.unit, '责任单位'), ranking(facts.unit, '表3　责任单位得分和名次', '责任单位'))
  if (facts.region !== null)
    blocks.push(say(facts.region, '乡镇'), ranking(facts.region, '表4　乡镇得分和名次', '乡镇'))
  return blocks
}

/** Figures corrected after freezing, both values. */
export function corrections(all: readonly RestatementView[]): PaperBlock[] {
  const list = [...new Map(all.map((each) => [each.key, each])).values()]
  if (list.length === 0) return []
  return [
    heading('数据修订'),
    paragraph(`评价固化后，${list.length}个数据作了修订。固化的得分和名次不变，修订值并列如下，供核对。`),
    {
      kind: 'table',
      columns: [
        { title: '指标', width: 36 },
        { title: '地区', width: 18 },
        { title: '截至', width: 14, align: 'center' },
        { title: '固化值', width: 16, align: 'right' },
        { title: '修订值', width: 16, align: 'right' },
      ],
      rows: list.map((r) => [
        r.name.zh,
        r.place,
        r.asOf.slice(0, 7).replace('-', '.'),
        r.frozenValue === null ? '未知' : `${formatNumber(r.frozenValue)}${r.unit}`,
        r.value === null ? '未知' : `${formatNumber(r.value)}${r.unit}`,
      ]),
    },
  ]
}
