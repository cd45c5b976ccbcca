import { formatDate } from '../../kernel/dates.ts'
import type { Bilingual } from '../../kernel/refusal.ts'
import { formatNumber } from './format.ts'
import type { Dated, Judgement } from './judgement.ts'
import type { RegionReach } from './reach.ts'
import type { Band } from './target.ts'

/** What a judgement found. */
export type Finding =
  | 'reached'
  | 'reached-late'
  | 'keeps-up'
  | 'falls-behind'
  | 'beyond'
  | 'fell-back'
  | 'awaiting'
  | 'missed'
  | 'short'
  | 'right-way'
  | 'wrong-way'
  | 'no-line'
  | 'no-figure'
  | 'unknown-figure'
  | 'too-old'
  | 'older-than-due'
  | 'no-base'
  | 'not-begun'
  | 'counted-otherwise'
  | 'regions-unknown'

type Told = Pick<Judgement, 'due' | 'next' | 'pace' | 'actual' | 'asOf' | 'gap'>

/** The judgement in a sentence, both languages. */
export function reasonOf(finding: Finding, told: Told, band: Band | null, regions: RegionReach | null): Bilingual {
  const said = sentence(finding, told, band)
  if (!regions || regions.total === 0) return said
  const short = regions.short.length > 0 ? regions.short.slice(0, 5).join('、') : null
  const many = regions.short.length > 5
  return {
    zh: `${said.zh}；${regions.total} 个地区中 ${regions.met} 个达到，${regions.unknown.length} 个未知${short ? `，未达到：${short}${many ? ' 等' : ''}` : ''}`,
    en: `${said.en}; of ${regions.total} regions ${regions.met} reach it and ${regions.unknown.length} are unknown${short ? `; short: ${short.replaceAll('、', ', ')}${many ? ' …' : ''}` : ''}`,
  }
}

function sentence(finding: Finding, told: Told, band: Band | null): Bilingual {
  const { due, next, pace, actual, asOf, gap } = told
  const day = { zh: asOf ? `截至${formatDate(asOf)}` : '', en: asOf ? `as of ${formatDate(asOf, 'en')}` : '' }
  const number = formatNumber(actual)
  const goal = band ? bandText(band) : ''
  const lacks = gap ? { zh: `，还差 ${formatNumber(gap)}`, en: `, ${formatNumber(gap)} short` } : { zh: '', en: '' }
  const by = (point: Dated | null) => ({
    zh: point ? formatDate(point.date) : '',
    en: point ? formatDate(point.date, 'en') : '',
  })
  switch (finding) {
    case 'reached':
      return { zh: `${day.zh}为 ${number}，达到 ${goal}`, en: `${number} ${day.en} reaches ${goal}` }
    case 'reached-late':
      return {
        zh: `${day.zh}为 ${number}，达到 ${goal}，但晚于${by(due).zh}`,
        en: `${number} ${day.en} reaches ${goal}, but after ${by(due).en}`,
      }
    case 'keeps-up':
      return {
        zh: `${day.zh}为 ${number}，不落后于进度线 ${formatNumber(pace?.value ?? null)}，${by(next).zh}应达 ${goal}${lacks.zh}`,
        en: `${number} ${day.en} keeps up with the line (${formatNumber(pace?.value ?? null)}) to ${goal} by ${by(next).en}${lacks.en}`,
      }
    case 'falls-behind':
      return {
        zh: `${day.zh}为 ${number}，落后于进度线 ${formatNumber(pace?.value ?? null)}，${by(next).zh}应达 ${goal}${lacks.zh}`,
        en: `${number} ${day.en} is behind the line (${formatNumber(pace?.value ?? null)}) to ${goal} by ${by(next).en}${lacks.en}`,
      }
    case 'beyond':
      return { zh: `${day.zh}为 ${number}，超出 ${goal}`, en: `${number} ${day.en} goes beyond ${goal}` }
    case 'fell-back':
      return {
        zh: `${by(due).zh}曾达到 ${goal}，${day.zh}降为 ${number}${lacks.zh}`,
        en: `${goal} was reached by ${by(due).en}, but the figure is ${number} ${day.en}${lacks.en}`,
      }
    case 'awaiting':
      return {
        zh: `${day.zh}为 ${number}，未达 ${goal}${lacks.zh}；${by(due).zh}的数尚未到`,
        en: `${number} ${day.en} does not reach ${goal}${lacks.en}; the figure for ${by(due).en} is not in yet`,
      }
    case 'missed':
      return {
        zh: `${day.zh}为 ${number}，${by(due).zh}应达 ${goal}，未达到${lacks.zh}`,
        en: `${number} ${day.en} misses ${goal}, due ${by(due).en}${lacks.en}`,
      }
    case 'short':
      return {
        zh: `${day.zh}为 ${number}，未达 ${goal}${lacks.zh}`,
        en: `${number} ${day.en} does not reach ${goal}${lacks.en}`,
      }
    case 'right-way':
      return { zh: `${day.zh}为 ${number}，较基期改善`, en: `${number} ${day.en} is better than at the start` }
    case 'wrong-way':
      return { zh: `${day.zh}为 ${number}，较基期没有改善`, en: `${number} ${day.en} is no better than at the start` }
    case 'no-line':
      return {
        zh: `${day.zh}为 ${number}，${by(next).zh}才到期，缺少基期，无法比较进度`,
        en: `${number} ${day.en}; due only by ${by(next).en}, and without a base there is no line to compare with`,
      }
    case 'no-figure':
      return { zh: '还没有可用的数', en: 'there is no figure yet' }
    case 'unknown-figure':
      return { zh: `${day.zh}的数未知`, en: `the figure ${day.en} is unknown` }
    case 'too-old':
      return { zh: `最近的数${day.zh}，已过旧`, en: `the latest figure, ${day.en}, is too old` }
    case 'older-than-due':
      return {
        zh: `最近的数${day.zh}，不能与${by(due).zh}的目标相比`,
        en: `the latest figure, ${day.en}, cannot be held against the target of ${by(due).en}`,
      }
    case 'no-base':
      return { zh: '缺少基期数，无法比较', en: 'there is no base to compare with' }
    case 'not-begun':
      return { zh: '尚未开始', en: 'it has not begun' }
    case 'counted-otherwise':
      return { zh: '人数与人次不能互相代替', en: 'persons and person-times cannot stand for each other' }
    case 'regions-unknown':
      return {
        zh: `${day.zh}部分地区未知，不能判定`,
        en: `some regions are unknown ${day.en}, so it cannot be decided`,
      }
  }
}

/** `≥ 85`, `2–3`, `< 5`. */
export function bandText({ low, lowOpen, high, highOpen }: Band): string {
  if (high === Number.POSITIVE_INFINITY) return `${lowOpen ? '>' : '≥'} ${formatNumber(low)}`
  if (low === Number.NEGATIVE_INFINITY) return `${highOpen ? '<' : '≤'} ${formatNumber(high)}`
  return low === high ? formatNumber(low) : `${formatNumber(low)}–${formatNumber(high)}`
}
