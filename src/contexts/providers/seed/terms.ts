import { addDays, addMonths, type IsoDate } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { seededRandom } from '../../../kernel/random.ts'
import type { PaperKind, StandingDetail, StandingKind } from '../model.ts'

/** A site that was entered, as far as terms depend on it. */
export type SeededSite = {
  id: string
  organisation: string
  kind: string
  openedOn: IsoDate | null
  filedOn: IsoDate | null
  /** Beds that are kept one by one. */
  beds: number
}

export type PaperSeed = {
  id: string
  organisation: string
  site: string | null
  kind: PaperKind
  subkind: string
  title: string
  party: string
  scope: string | null
  amount: number | null
  from: IsoDate
  until: IsoDate | null
  active: IsoDate | null
}

export type StandingSeed = {
  id: string
  organisation: string
  site: string | null
  kind: StandingKind
  code: string
  value: number | null
  label: string
  from: IsoDate
  until: IsoDate | null
  detail: StandingDetail
}

/** Days until the yearly policies end, one site after the other: a few have ended, a few end soon. */
const ENDS = [210, 34, 150, -9, 300, 75, 18, 260, -40, 120, 330, 58]
const PROMISE = '公开服务项目和价格，不临时加价；护理人员持证上岗；投诉三日内答复，服务不满意的返工或退款。'
const GRADES = [4, 3, 3, 2, 1]

/** Licences, policies and agreements of the demonstration. */
export function demoPapers(sites: readonly SeededSite[], today: IsoDate): PaperSeed[] {
  const papers: PaperSeed[] = []
  const seen = new Set<string>()
  sites.forEach((site, i) => {
    const paper = (
      own: Omit<PaperSeed, 'id' | 'organisation' | 'site' | 'scope' | 'amount' | 'active'> & Partial<PaperSeed>,
    ) =>
      papers.push({
        id: newId(),
        organisation: site.organisation,
        site: site.id,
        scope: null,
        amount: null,
        active: null,
        ...own,
      })
    const elder = site.kind.startsWith('elder')
    if (!seen.has(site.organisation))
      paper({
        site: null,
        kind: 'licence',
        subkind: 'business',
        title: '登记证书（营业执照）',
        party: '县市场监管局',
        from: addDays(today, -1500),
        until: null,
      })
    seen.add(site.organisation)
    if (elder && site.kind !== 'elder-bathing')
      paper({
        kind: 'licence',
        subkind: 'food',
        title: '食品经营许可证',
        party: '县市场监管局',
        from: addDays(today, i * 17 - 1500),
        until: addDays(today, i * 17 + 326),
      })
    const ends = addDays(today, ENDS[i % ENDS.length]!)
    if (site.beds > 0 || site.kind === 'childcare')
      paper({
        kind: 'insurance',
        subkind: 'liability',
        title: site.kind === 'childcare' ? '托育机构责任险' : '养老机构责任险',
        party: '人保财险砚山支公司（演示）',
        scope: '场所责任、意外伤害',
        amount: 30_000_000,
        from: addDays(addMonths(ends, -12), 1),
        until: ends,
      })
    if (
      ['elder-institution', 'elder-failing-care', 'elder-regional-centre', 'elder-home-centre'].includes(site.kind) &&
      i % 7 !== 3
    )
      paper({
        kind: 'agreement',
        subkind: 'medical',
        title: '医养签约服务协议',
        party: i % 2 === 0 ? '县中医医院' : '乡镇卫生院',
        scope: '巡诊、绿色通道、康复指导',
        from: addMonths(addDays(today, i * 29 - 300), -12),
        until: addDays(today, i * 29 - 60 + 365),
        active: addDays(today, -(i % 5) * 13 - 4),
      })
    if (i % 13 === 5)
      paper({
        kind: 'certification',
        subkind: 'service',
        title: '养老服务认证',
        party: '演示认证中心',
        scope: '生活照料',
        from: addDays(today, -700),
        until: addDays(today, i % 2 === 0 ? 395 : -12),
      })
    if (i % 9 === 4)
      paper({
        kind: 'declared-standard',
        subkind: 'service',
        title: '助餐服务企业标准（自我声明公开）',
        party: '本机构',
        scope: '十一点半前送达不低于百分之九十五',
        from: addDays(today, -200),
        until: null,
      })
  })
  return papers
}

/** Filings, grades, recognitions and commitments that were there before procedures were carried out here. */
export function demoStandings(sites: readonly SeededSite[], today: IsoDate): StandingSeed[] {
  const random = seededRandom(52).next
  const standings: StandingSeed[] = []
  const filing: Record<string, string> = {
    'elder-institution': 'elder-care-institution-filing',
    'elder-failing-care': 'elder-care-institution-filing',
    'elder-regional-centre': 'elder-care-institution-filing',
    childcare: 'childcare-filing',
  }
  let graded = 0
  sites.forEach((site, i) => {
    const standing = (
      own: Omit<StandingSeed, 'id' | 'organisation' | 'site' | 'value' | 'detail'> & Partial<StandingSeed>,
    ) =>
      standings.push({ id: newId(), organisation: site.organisation, site: site.id, value: null, detail: {}, ...own })
    const filedOn = site.filedOn ?? (site.openedOn !== null && random() < 0.3 ? addDays(site.openedOn, 20) : null)
    if (filedOn !== null && filedOn <= today)
      standing({
        kind: 'filing',
        code: filing[site.kind] ?? 'community-elder-care-filing',
        label: '备案',
        from: filedOn,
        until: null,
      })
    if (
      ['elder-institution', 'elder-failing-care', 'elder-regional-centre'].includes(site.kind) &&
      graded < GRADES.length
    ) {
      const value = GRADES[graded++]!
      // The last one has run out: it no longer counts.
      const from = graded === GRADES.length ? addMonths(addDays(today, -25), -36) : addMonths(today, -6 * graded)
      standing({
        kind: 'grade',
        code: 'elder-care-grading',
        value,
        label: ['', '一级', '二级', '三级', '四级', '五级'][value]!,
        from,
        until: addDays(addMonths(from, 36), -1),
        detail: { total: 420 + value * 100 + 37 },
      })
    }
    if (i % 6 === 1) {
      const from = addDays(today, -330 + i * 3)
      standing({
        kind: 'commitment',
        code: 'service-commitment',
        label: '服务质量承诺',
        from,
        until: addDays(addMonths(from, 12), -1),
        detail: { text: PROMISE, matters: ['price', 'quality'] },
      })
    }
    if (site.kind === 'elder-canteen' || (site.kind === 'childcare' && i % 3 === 0)) {
      const from = addDays(today, -400 - i * 5)
      standing({
        kind: 'recognition',
        code: 'inclusive-recognition',
        label: site.kind === 'childcare' ? '普惠性托育机构' : '普惠性助餐网点',
        from,
        until: addDays(addMonths(from, 36), -1),
        detail: { service: site.kind === 'childcare' ? 'child' : 'meals' },
      })
    }
  })
  return standings
}
