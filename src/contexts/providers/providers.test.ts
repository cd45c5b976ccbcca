import { beforeAll, describe, expect, it } from 'vitest'
import { publicActor } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { applyImport, previewImport, undoImport } from '../../platform/imports/index.ts'
import { exportRows } from '../../platform/imports/sheets.ts'
import { resolveRegions } from '../territory/index.ts'
import { placeBan } from './bans/commands.ts'
import { mergeOrganisations, registerOrganisation } from './organisations/commands.ts'
import { organisationRegister } from './organisations/register.ts'
import { duplicates, organisationList, organisationView } from './organisations/views.ts'
import { addPaper, endPaper } from './papers/commands.ts'
import { watchTerms } from './papers/jobs.ts'
import { endings, papersOn } from './papers/views.ts'
import { publicSite, publicSites } from './publicpages/views.ts'
import { addSite, changeSite } from './sites/commands.ts'
import { siteRegister } from './sites/register.ts'
import { type Bench, bench, codeOf, OTHER_VILLAGE, organisation, refusalOf, VILLAGE } from './testkit.ts'

const t = testDatabase()
let b: Bench
const enter = (n: number, change = {}) => b.as(b.officer, (tx) => registerOrganisation(tx, organisation(n, change)))
const seen = (id: string) => t.db.read(b.officer, (tx) => organisationView(tx, id))
const site = (id: string, name: string, change = {}) =>
  b.as(b.officer, (tx) => addSite(tx, id, { name, kind: 'elder-institution', region: VILLAGE, ...change }))

const lastTold = async () => {
  const [last] = await t.asOwner<{ payload: { from: string; regions: string[] } }>(
    `select payload from events.outbox where name = 'register.rows.changed' order by id desc limit 1`,
    [],
    true,
  )
  return last!.payload
}

beforeAll(async () => {
  t.setNow('2026-03-10T10:00:00+08:00')
  b = await bench(t.db)
})

describe('an organisation (A45)', () => {
  it('is refused with the position that is wrong, and entered once', async () => {
    const wrong = `${codeOf(1).slice(0, 17)}${codeOf(1)[17] === 'A' ? 'B' : 'A'}`
    await expect(enter(1, { credit_code: wrong })).rejects.toMatchObject({
      code: 'creditcode.invalid',
      params: { position: 18 },
    })
    await expect(enter(1, { credit_code: `O${codeOf(1).slice(1)}` })).rejects.toMatchObject({ params: { position: 1 } })
    const { id } = await enter(1)
    expect((await seen(id)).happenings.map((each) => each.act)).toEqual(['register'])
    expect(await refusalOf(enter(1))).toBe('organisation.exists')
    const two = await Promise.all([1, 2].map(() => refusalOf(enter(2))))
    expect(two.filter((each) => each === 'done without a refusal')).toHaveLength(1)
  })

  it('has many sites under one code, each of its own (A58)', async () => {
    const { id } = await enter(3)
    const first = await site(id, '一分院')
    const second = await site(id, '二分院', { region: OTHER_VILLAGE })
    expect(first.code).not.toBe(second.code)
    expect(await refusalOf(site(id, '三分院', { facility: 'NONE' }))).toBe('site.facility')
    expect(await refusalOf(site(id, '四分院', { nursing_beds: 9, full_beds: 4 }))).toBe('site.beds')
    expect(await refusalOf(site(id, '五分院', { admits: 'dragons' }))).toBe('site.choice')
    const stem = codeOf(3).slice(11, 17)
    await site(id, '七分院', { code: `${stem}-07` })
    expect((await site(id, '八分院')).code).toBe(`${stem}-08`)
    const view = await seen(id)
    expect(view.sites.slice(0, 2).map((each) => [each.name, each.regionName])).toEqual([
      ['一分院', view.sites[0]!.regionName],
      ['二分院', view.sites[1]!.regionName],
    ])
    const { revision } = view.sites[0]!
    const change = (rooms: number) =>
      b.as(b.officer, (tx) => changeSite(tx, first.id, { revision, values: { full_beds: rooms } }))
    const results = await Promise.all([refusalOf(change(10)), refusalOf(change(20))])
    expect(results.sort()).toEqual(['done without a refusal', 'organisation.changed-meanwhile'])
  })

  it('tells whoever counts sites from the day and in the regions that a change reaches', async () => {
    const { id } = await enter(8)
    const place = await site(id, '早开院', { opened_on: '2026-01-05' })
    await b.as(b.officer, (tx) =>
      changeSite(tx, place.id, { revision: 0, values: { opened_on: '2025-11-01', region: OTHER_VILLAGE } }),
    )
    expect(await lastTold()).toMatchObject({ from: '2025-11-01', regions: [VILLAGE, OTHER_VILLAGE] })
    const paper = await b.as(b.officer, (tx) =>
      addPaper(tx, id, {
        site: place.id,
        kind: 'licence',
        subkind: 'food',
        number: 'JY2',
        title: '食品经营许可证',
        party: null,
        partyCode: null,
        scope: null,
        amountFen: null,
        from: '2025-01-01',
        until: null,
      }),
    )
    await b.as(b.officer, (tx) => endPaper(tx, paper.id, { on: '2026-02-01', reason: '吊销' }))
    expect(await lastTold()).toMatchObject({ from: '2026-02-01', regions: [OTHER_VILLAGE] })
  })

  it('is seen by a worker of a town where it is or has a site, not by others', async () => {
    const { id } = await enter(4)
    const look = () => refusalOf(t.db.read(b.worker, (tx) => organisationView(tx, id)))
    expect(await look()).toBe('organisation.missing')
    await site(id, '平远分院', { region: OTHER_VILLAGE })
    expect(await look()).toBe('done without a refusal')
    const { items } = await t.db.read(b.worker, (tx) => organisationList(tx, {}))
    expect(items.map((each) => each.id)).toContain(id)
    expect(items.every((each) => each.sites > 0)).toBe(true)
  })

  it('is merged with its duplicate: everything moves, both histories stay, the old code leads on', async () => {
    const keep = await enter(5, { name: '颐康养老服务有限公司' })
    const gone = await enter(6, { name: '颐康养老服务（砚山）公司', phone: '0876-0005' })
    const { id: moved } = await site(gone.id, '颐康一院')
    await b.as(b.officer, (tx) =>
      addPaper(tx, gone.id, {
        site: moved,
        kind: 'licence',
        subkind: 'food',
        number: 'JY1',
        title: '食品经营许可证',
        party: null,
        partyCode: null,
        scope: null,
        amountFen: null,
        from: '2025-01-01',
        until: '2027-01-01',
      }),
    )
    await b.as(b.officer, (tx) =>
      placeBan(tx, b.keys, {
        subject: { creditCode: codeOf(6) },
        scopes: ['dispatch'],
        basis: '养老服务市场监管',
        paperNumber: '6号',
        decidedBy: '县民政局',
        reason: '虚假宣传',
        startsOn: '2026-03-01',
        endsOn: null,
      }),
    )
    const pairs = await t.db.read(b.officer, (tx) => duplicates(tx))
    expect(pairs.find((pair) => [pair.first.id, pair.second.id].includes(gone.id))?.why).toContain('phone')
    const merge = (into: string, duplicate: string) =>
      refusalOf(b.as(b.officer, (tx) => mergeOrganisations(tx, into, { duplicate, reason: '同一主体' })))
    const results = await Promise.all([merge(keep.id, gone.id), merge(gone.id, keep.id)])
    expect(results.filter((each) => each === 'done without a refusal')).toHaveLength(1)
    const kept = results[0] === 'done without a refusal' ? keep.id : gone.id
    const lost = kept === keep.id ? gone.id : keep.id
    const view = await seen(kept)
    expect(view.sites.map((each) => each.id)).toEqual([moved])
    expect(view.papers).toHaveLength(1)
    expect(view.duplicates.map((each) => each.id)).toEqual([lost])
    expect(view.bans.map((each) => each.paperNumber)).toEqual(['6号'])
    const banned = await t.db.read(b.officer, (tx) => organisationList(tx, { only: 'banned' }))
    expect(banned.items.map((each) => each.id)).toEqual([kept])
    const other = await seen(lost)
    expect(other).toMatchObject({ state: 'merged', into: { id: kept }, may: { keep: false } })
    expect(other.happenings[0]!.act).toBe('merged-away')
    expect(await refusalOf(enter(6, { credit_code: other.creditCode }))).toBe('organisation.exists')
  })
})

describe('what an institution holds (A54)', () => {
  it('counts to its last day and vanishes from the public page on the day after', async () => {
    const { id } = await enter(7)
    const place = await site(id, '康乐院')
    const paper = (subkind: string, until: string) =>
      b.as(b.officer, (tx) =>
        addPaper(tx, id, {
          site: place.id,
          kind: 'certification',
          subkind,
          number: null,
          title: `认证 ${until}`,
          party: '认证机构',
          partyCode: null,
          scope: '养老服务',
          amountFen: null,
          from: '2025-03-11',
          until,
        }),
      )
    await paper('quality', '2026-03-10')
    const other = await paper('service', '2026-05-01')
    const shown = async () =>
      (await t.db.read(publicActor('532622'), (tx) => publicSite(tx, place.id))).papers.map((each) => each.title)
    expect((await shown()).sort()).toEqual(['认证 2026-03-10', '认证 2026-05-01'])
    t.setNow('2026-03-11T00:00:30+08:00')
    expect(await shown()).toEqual(['认证 2026-05-01'])
    await b.as(b.officer, (tx) => endPaper(tx, other.id, { on: '2026-03-11', reason: '注销' }))
    expect(await shown()).toEqual([])
    expect(await t.db.read(b.officer, (tx) => papersOn(tx, '2026-03-10', { kind: 'certification' }))).toHaveLength(2)
    const list = await t.db.read(b.officer, (tx) => endings(tx, { since: '2026-01-01', until: '2026-12-31' }))
    expect(list.filter((each) => each.organisation === id).map((each) => [each.title, each.state])).toEqual([
      ['认证 2026-03-10', 'expired'],
    ])
    const told = await b.as(b.system, watchTerms)
    expect(told).toBeGreaterThan(0)
    expect(await b.as(b.system, watchTerms)).toBe(0)
    t.setNow('2026-03-10T10:00:00+08:00')
  })
})

describe('the field set of the national system (A170)', () => {
  const HEAD =
    '机构编号,统一社会信用代码,机构名称,机构类型,区划代码,地址,经度,纬度,全托床位数,日托床位数,护理型床位,建筑面积,消防,食品,兴办主体,收住对象类型,责任险,长护险定点,上门服务种类,上门服务人次/月,医疗签约,优惠政策,收费下限,收费上限,月末收住人数,收住人数统计日,备案时间,监控路数'
  const row = (code: string, n: number, name: string) =>
    `${code},${codeOf(n)},${name},养老院,${VILLAGE},测试路 8 号,104.341234,23.605678,60,10,36,1820.5,验收合格,有食品经营许可,县民政局,自理老年人、失能老年人,是,否,助餐、助浴,120,是,水电气执行居民价格,1600,4200.5,48,2026-02-28,2021-06-10,32`
  const file = (text: string) => ({ name: '机构.csv', bytes: new TextEncoder().encode(`\uFEFF${text}`) })

  it('comes in with what is unknown listed, and goes out and in again without a difference', async () => {
    await enter(20)
    const text = [HEAD, row('JG-9001', 20, '往返养老院'), row('JG-9002', 21, '没有机构')].join('\n')
    const preview = await b.as(b.officer, (tx) => previewImport(tx, siteRegister as never, file(text), resolveRegions))
    expect(preview.header.unknown).toEqual(['监控路数'])
    expect(preview.counts).toMatchObject({ new: 1, refused: 1 })
    await b.as(b.officer, (tx) => applyImport(tx, siteRegister as never, preview.id, 'good', preview.contentHash))
    const stored = async () =>
      t.db.read(b.officer, (tx) => organisationList(tx, { q: '往返养老院' })).then(({ items }) => seen(items[0]!.id))
    expect((await stored()).sites[0]).toMatchObject({
      fullBeds: 60,
      nursingBeds: 36,
      admits: ['self-reliant', 'dependent'],
      liabilityInsured: true,
      ltcDesignated: false,
      feeHighFen: 420_050,
      residents: 48,
      filedOn: '2021-06-10',
      lon: 104.341234,
    })
    const out = await t.db.read(b.officer, (tx) => exportRows(tx, siteRegister as never, {}, 'csv', 'zh'))
    const again = await b.as(b.officer, (tx) =>
      previewImport(tx, siteRegister as never, { name: '导出.csv', bytes: Buffer.from(out.bytes) }, resolveRegions),
    )
    expect(again.header.unknown).toEqual([])
    expect(again.counts).toMatchObject({ new: 0, changed: 0, refused: 0 })
    expect(again.counts.unchanged).toBeGreaterThan(0)
    await b.as(b.officer, (tx) => undoImport(tx, siteRegister as never, preview.id))
    const { items } = await t.db.read(b.officer, (tx) => organisationList(tx, { q: '往返养老院' }))
    expect(items).toEqual([])
  })

  it('names the wrong cell of a credit code in a file of organisations', async () => {
    const wrong = `${codeOf(30).slice(0, 17)}${codeOf(30)[17] === 'A' ? 'B' : 'A'}`
    const text = [
      '统一社会信用代码,机构名称,机构性质,注册地',
      `${wrong},错码公司,营利性,江那镇`,
      `${codeOf(31)},好公司,民办非营利,江那镇`,
    ].join('\n')
    const preview = await b.as(b.officer, (tx) =>
      previewImport(tx, organisationRegister as never, file(text), resolveRegions),
    )
    expect(preview.counts).toMatchObject({ new: 1, refused: 1 })
  })
})

describe('the public directory', () => {
  it('shows open sites with what is known, and nothing of what has closed', async () => {
    const { id } = await enter(40)
    await site(id, '公开院', { fee_low: 1500, fee_high: 2600 })
    const closed = await site(id, '关掉的院', { state: 'closed', opened_on: '2020-01-01', closed_on: '2025-01-01' })
    const { items } = await t.db.read(publicActor('532622'), (tx) => publicSites(tx, { q: '院' }))
    const names = items.map((each) => each.name)
    expect(names).toContain('公开院')
    expect(names).not.toContain('关掉的院')
    expect(items.find((each) => each.name === '公开院')).toMatchObject({
      feeLowFen: 150_000,
      filed: false,
      grade: null,
    })
    expect(await refusalOf(t.db.read(publicActor('532622'), (tx) => publicSite(tx, closed.id)))).toBe('site.missing')
    expect(JSON.stringify(items)).not.toContain('王某')
  })
})
