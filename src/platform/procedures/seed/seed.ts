import { addDays, type IsoDate, startOfDay, weekday } from '../../../kernel/dates.ts'
import { type Database, systemActor, type Tx } from '../../db/index.ts'
import { actOnCase, openCase } from '../cases/commands.ts'
import { caseWith } from '../cases/store.ts'
import { editionInForce } from '../catalogue/store.ts'
import { changeCertificate } from '../certificates/issue.ts'
import type { Desk } from '../desk.ts'
import type { Channel, Values } from '../model.ts'
import { FORMS } from './forms.ts'

/** One act of a story: what, how many days after the one before, with which findings. */
type Move = [act: string, days: number, values?: Values]
type Story = {
  code: string
  ago: number
  channel: Channel
  moves: Move[]
  incomplete?: boolean
  after?: 'suspend' | 'revoke'
}

const CHECKED: Values = { inspectors: '李静、周维（演示）' }
const PANEL: Values = { panel_environment: 96, panel_facilities: 104, panel_management: 118, panel_service: 440 }
const VISITED: Values = { visit_note: '卫生间需装扶手，地面防滑（演示）', estimate: 280_000 }
const story = (code: string, ago: number, channel: Channel, ...moves: Move[]): Story => ({ code, ago, channel, moves })

/** A few dozen cases in every state, from long decided to late today. Invented throughout (演示数据). */
const STORIES: Story[] = [
  story('community-elder-care-filing', 96, 'counter', ['file', 1]),
  story('community-elder-care-filing', 70, 'screen', ['file', 2]),
  {
    ...story('community-elder-care-filing', 40, 'paper', ['return', 1], ['resubmit', 6], ['file', 1]),
    incomplete: true,
  },
  story('community-elder-care-filing', 3, 'screen'),
  { ...story('community-elder-care-filing', 12, 'counter', ['return', 1]), incomplete: true },
  story('elder-care-institution-filing', 90, 'counter', ['accept', 1], ['confirm', 12, CHECKED]),
  { ...story('elder-care-institution-filing', 84, 'screen', ['accept', 1], ['confirm', 9, CHECKED]), after: 'suspend' },
  story('elder-care-institution-filing', 30, 'counter', ['accept', 1], ['rectify', 10]),
  story('elder-care-institution-filing', 44, 'counter', ['accept', 2]),
  story('elder-care-institution-filing', 5, 'screen'),
  story('elder-care-institution-filing', 1, 'counter'),
  story('childcare-filing', 60, 'counter', ['accept', 1], ['grant', 3]),
  story('childcare-filing', 33, 'screen', ['accept', 1], ['grant', 2]),
  story('childcare-filing', 4, 'counter', ['accept', 1]),
  story('childcare-filing', 2, 'screen'),
  story('inclusive-recognition', 88, 'counter', ['accept', 1], ['pass', 5], ['over', 8], ['grant', 1]),
  {
    ...story('inclusive-recognition', 85, 'screen', ['accept', 1], ['pass', 4], ['over', 8], ['grant', 2]),
    after: 'revoke',
  },
  story('inclusive-recognition', 14, 'counter', ['accept', 1], ['pass', 9]),
  story('inclusive-recognition', 10, 'screen', ['accept', 1]),
  story('elder-care-grading', 95, 'counter', ['accept', 2], ['scored', 20, PANEL], ['over', 11], ['grant', 2]),
  story('elder-care-grading', 20, 'counter', ['accept', 1], ['scored', 14, PANEL]),
  story('elder-care-grading', 9, 'screen', ['accept', 1]),
  story('service-commitment', 50, 'screen', ['publish', 1]),
  story('service-commitment', 2, 'screen'),
  story('institution-exit', 25, 'counter', ['accept', 2]),
  story(
    'home-adaptation',
    80,
    'phone',
    ['accept', 1],
    ['visited', 5, VISITED],
    ['pass', 3],
    ['over', 8],
    ['done', 20, { cost: 265_000 }],
    ['accepted', 2],
  ),
  story('home-adaptation', 34, 'counter', ['accept', 1], ['visited', 6, VISITED], ['pass', 3], ['over', 8]),
  story('home-adaptation', 18, 'phone', ['accept', 1], ['visited', 5, VISITED]),
  story('home-adaptation', 6, 'counter', ['accept', 1]),
  story('home-adaptation', 1, 'phone'),
  story('disability-retrofit', 15, 'counter', ['accept', 1], ['visited', 4, VISITED], ['pass', 2]),
  story('disability-retrofit', 2, 'screen'),
  story('home-care-bed', 22, 'counter', ['accept', 1], ['visited', 5, VISITED], ['pass', 2], ['over', 8]),
  story('benefit-application', 45, 'counter', ['accept', 1], ['pass', 2], ['grant', 3]),
  story('benefit-application', 26, 'phone', ['accept', 1], ['pass', 2], ['refuse', 4]),
  story('benefit-application', 11, 'screen', ['accept', 1], ['pass', 3]),
  story('benefit-application', 7, 'counter', ['accept', 1]),
  story('benefit-application', 1, 'screen'),
  story('training-enrolment', 20, 'screen', ['enrol', 1]),
  story('training-enrolment', 1, 'screen'),
  story('demonstration-award', 28, 'counter', ['accept', 2], ['scored', 15, { points: 88 }]),
]

const TOWNS = ['532622101000', '532622102000', '532622103000', '532622104000', '532622203000']
const REASONS: Record<string, string> = {
  return: '材料不全，所缺材料一次列明（演示）',
  rectify: '二楼疏散通道堆放杂物，限期清理（演示）',
  refuse: '申请人已享受同类补贴（演示）',
}

/** The same transaction at an earlier moment. */
const at = (tx: Tx, day: IsoDate): Tx =>
  Object.create(tx, { now: { value: new Date(Date.parse(startOfDay(day)) + 10 * 3_600_000) } }) as Tx

/** A weekend moves to the Monday after; never past today. */
function officeDay(day: IsoDate, today: IsoDate): IsoDate {
  const moved = weekday(day) > 5 ? addDays(day, 8 - weekday(day)) : day
  return moved > today ? today : moved
}

async function tellStory(tx: Tx, desk: Desk, told: Story, n: number, today: IsoDate): Promise<void> {
  let day = officeDay(addDays(today, -told.ago), today)
  const { definition } = await editionInForce(at(tx, day), told.code)
  const form = FORMS[told.code]!({ n, town: TOWNS[n % TOWNS.length]!, today: day })
  const papers = definition.materials
    .filter((material) => material.required)
    .map((material) => ({ material: material.id, file: null, name: '' }))
  const { id } = await openCase(at(tx, day), desk, {
    code: told.code,
    form,
    materials: told.incomplete ? papers.slice(0, 1) : papers,
    files: [],
    channel: told.channel,
    authority:
      told.channel === 'phone'
        ? { kind: 'proxy', proxy: '演示代办人', relation: '女儿', document: '电话录音 0876-演示' }
        : { kind: 'self', proxy: null, relation: '', document: '' },
    secret: 'DEMYKE23',
    incomplete: told.incomplete ?? false,
  })
  let certificate: string | null = null
  for (const [act, days, values = {}] of told.moves) {
    day = officeDay(addDays(day, days), today)
    const { revision } = await caseWith(tx, id)
    const findings =
      act === 'confirm' ? { ...values, checked_on: day } : act === 'done' ? { ...values, done_on: day } : values
    const done = await actOnCase(
      at(tx, day),
      desk,
      id,
      {
        act,
        revision,
        reason: REASONS[act] ?? '',
        values: findings,
        ...(act === 'resubmit' ? { form: {}, materials: papers.slice(1) } : {}),
      },
      'clock',
    )
    certificate = done.certificate
  }
  if (told.after !== undefined && certificate !== null) {
    const later = officeDay(addDays(day, 15), today)
    await changeCertificate(
      at(tx, later),
      certificate,
      told.after,
      told.after === 'suspend' ? '消防隐患整改期间（演示）' : '提供虚假价格材料（演示）',
    )
  }
}

/** Fills a county with invented cases. Returns how many. */
export async function seedProcedures(db: Database, desk: Desk, county: string, today: IsoDate): Promise<number> {
  await db.write(systemActor('seed', county), async (tx) => {
    for (const [i, told] of STORIES.entries()) await tellStory(tx, desk, told, i + 1, today)
  })
  return STORIES.length
}
