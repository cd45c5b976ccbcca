import { addDays, addMonths, type IsoDate } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { seededRandom } from '../../../kernel/random.ts'
import { type Database, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import { tellRowsChanged } from '../../../platform/imports/index.ts'
import { record } from '../../../platform/journal/index.ts'
import type { KeyRoom } from '../../../platform/keys/index.ts'
import { facilitiesOn } from '../../territory/index.ts'
import { noteExpired, placeBan } from '../bans/commands.ts'
import { recordBreach } from '../commitments/commands.ts'
import { beginExit, listForExit, settleLine } from '../exits/commands.ts'
import { exitLines } from '../exits/store.ts'
import { closeSheet, enterScores, openSheet } from '../grading/commands.ts'
import { itemsOf } from '../grading/rules.ts'
import { SHIPPED_SCHEME } from '../grading/scheme.ts'
import { writeOrganisations } from '../organisations/register.ts'
import { commitRound, drawRound, enterResult } from '../quality/commands.ts'
import { writeSites } from '../sites/register.ts'
import { demoCode, demoOrganisations, SEEDED_KINDS } from './plan.ts'
import { demoPapers, demoStandings, type SeededSite } from './terms.ts'

/** Sites whose beds are kept one by one. */
const BED_SITES = 9
const SURNAMES = [...'陆李王张杨罗马赵陈周何黄']

/** The same transaction at an earlier moment. */
const at = (tx: Tx, day: IsoDate): Tx => Object.create(tx, { now: { value: new Date(`${day}T10:00:00+08:00`) } }) as Tx

async function writeTerms(tx: Tx, sites: readonly SeededSite[], today: IsoDate): Promise<void> {
  const own = tx.actor.jurisdiction
  await tx.run(sql`insert into providers.paper (jurisdiction, id, organisation, site, kind, subkind, title, party, scope, amount_fen, valid_from, valid_until, active_on,
      recorded_by, recorded_at)
    select ${own}, id, organisation, site, kind, subkind, title, party, scope, amount, "from", "until", active, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(demoPapers(sites, today))}::jsonb) as g(id uuid, organisation uuid, site uuid, kind text, subkind text, title text,
      party text, scope text, amount bigint, "from" date, "until" date, active date)`)
  await tx.run(sql`insert into providers.standing (jurisdiction, id, organisation, site, kind, code, value, label, valid_from, valid_until, detail, origin,
      recorded_by, recorded_at)
    select ${own}, id, organisation, site, kind, code, value, label, "from", "until", detail, 'register', ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(demoStandings(sites, today))}::jsonb) as g(id uuid, organisation uuid, site uuid, kind text, code text, value int,
      label text, "from" date, "until" date, detail jsonb)`)
}

/** Beds, and who is in them: about three in four, a few kept, a few out of use. Two statements. */
async function writeBeds(tx: Tx, sites: readonly SeededSite[], today: IsoDate): Promise<number> {
  const random = seededRandom(70).next
  const beds: {
    id: string
    site: string
    code: string
    kind: string
    room: string
    floor: number
    rent: number
    opened: string
  }[] = []
  const periods: {
    id: string
    bed: string
    state: string
    from: string
    until: string | null
    shown: string | null
    note: string | null
  }[] = []
  for (const site of sites.filter((each) => each.beds > 0).slice(0, BED_SITES)) {
    const opened = site.openedOn ?? addDays(today, -900)
    for (let n = 0; n < site.beds; n++) {
      const floor = 1 + Math.floor(n / 20)
      const room = `${floor}${String(1 + Math.floor((n % 20) / 2)).padStart(2, '0')}`
      const nursing = n % 5 < 3
      const id = newId()
      beds.push({
        id,
        site: site.id,
        code: `${room}-${1 + (n % 2)}`,
        kind: nursing ? 'nursing' : 'full',
        room,
        floor,
        rent: nursing ? 260_000 : 180_000,
        opened,
      })
      const chance = random()
      const days = Math.floor(random() * 500) + 1
      const from = addDays(today, -days) < opened ? opened : addDays(today, -days)
      if (from > today) continue
      if (chance < 0.74)
        periods.push({
          id: newId(),
          bed: id,
          state: 'occupied',
          from,
          until: null,
          shown: `${SURNAMES[Math.floor(random() * SURNAMES.length)]}**`,
          note: null,
        })
      else if (chance < 0.78)
        periods.push({
          id: newId(),
          bed: id,
          state: 'reserved',
          from: today,
          until: addDays(today, 10),
          shown: null,
          note: '试住预约（演示）',
        })
      else if (chance < 0.81)
        periods.push({ id: newId(), bed: id, state: 'closed', from, until: null, shown: null, note: '维修（演示）' })
    }
  }
  const own = tx.actor.jurisdiction
  await tx.run(sql`insert into providers.bed (jurisdiction, id, site, code, kind, room, floor, rent_fen, opened_on)
    select ${own}, id, site, code, kind, room, floor, rent, opened
    from jsonb_to_recordset(${JSON.stringify(beds)}::jsonb) as g(id uuid, site uuid, code text, kind text, room text, floor int, rent bigint, opened date)`)
  await tx.run(sql`insert into providers.bed_period (jurisdiction, id, bed, state, during, shown, note, recorded_by, recorded_at)
    select ${own}, id, bed, state, daterange("from", "until"), shown, note, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(periods)}::jsonb) as g(id uuid, bed uuid, state text, "from" date, "until" date, shown text, note text)`)
  return beds.length
}

async function tellStories(tx: Tx, keys: KeyRoom, sites: readonly SeededSite[], today: IsoDate): Promise<void> {
  const ban = { basis: '养老托育服务市场监管（公布的行动方案）', decidedBy: '县民政局（演示）' }
  await placeBan(at(tx, addDays(today, -50)), keys, {
    ...ban,
    subject: { creditCode: demoCode(24) },
    scopes: ['filing', 'recognition', 'dispatch'],
    paperNumber: '砚民禁〔2026〕1号（演示）',
    reason: '提供虚假备案材料（演示）',
    startsOn: addDays(today, -50),
    endsOn: addMonths(addDays(today, -51), 12),
  })
  await placeBan(at(tx, addDays(today, -200)), keys, {
    ...ban,
    subject: { creditCode: demoCode(30) },
    scopes: ['recognition'],
    paperNumber: '砚民禁〔2026〕2号（演示）',
    reason: '承诺不实（演示）',
    startsOn: addDays(today, -200),
    endsOn: addDays(today, -20),
  })
  await placeBan(at(tx, addDays(today, -12)), keys, {
    ...ban,
    subject: {
      // The order code 000 is given to nobody.
      citizenId: '532622198005060006',
      name: '赵某某（演示）',
    },
    scopes: ['dispatch'],
    paperNumber: '砚民禁〔2026〕3号（演示）',
    reason: '服务中侵害老年人财物（演示）',
    startsOn: addDays(today, -12),
    endsOn: addMonths(addDays(today, -13), 36),
  })
  await noteExpired(at(tx, addDays(today, -19)))
  const promises = await tx.rows<{ id: string; from: string }>(sql`select id, valid_from "from" from providers.standing
    where jurisdiction = ${tx.actor.jurisdiction} and kind = 'commitment' order by valid_from, id limit 2`)
  for (const [i, promise] of promises.entries())
    await recordBreach(at(tx, addDays(today, -30 + i * 12)), promise.id, {
      foundOn: addDays(today, -30 + i * 12),
      what: i === 0 ? '未公示助浴价格，现场加收二十元（演示）' : '投诉超过三日未答复（演示）',
      source: i === 0 ? 'visit' : 'complaint',
      severity: i === 0 ? 'general' : 'minor',
      evidence: '回访记录（演示）',
    })
  const homes = sites.filter((site) => ['elder-institution', 'elder-regional-centre'].includes(site.kind))
  for (const [i, site] of homes.slice(-2).entries()) {
    const { id } = await openSheet(at(tx, addDays(today, -9 + i * 4)), {
      organisation: site.organisation,
      site: site.id,
      casefile: null,
      panel: ['评审员甲（演示）', '评审员乙（演示）', '评审员丙（演示）'],
      firstTime: true,
    })
    for (const member of i === 0 ? [-1, 0, 1, 2] : [-1, 0])
      await enterScores(tx, id, {
        member,
        scores: itemsOf(SHIPPED_SCHEME).map((item, n) => ({
          item: item.id,
          score: Math.round(item.most * (0.72 + ((n * 7 + member * 3 + 3) % 10) / 50) * 2) / 2,
          note: null,
        })),
      })
    if (i === 0) await closeSheet(tx, id)
  }
  const leaving = await tx.maybe<{
    organisation: string
    residents: number
  }>(sql`select s.organisation, count(*)::int residents
    from providers.site s join providers.bed b on b.jurisdiction = s.jurisdiction and b.site = s.id
    join providers.bed_period q on q.jurisdiction = b.jurisdiction and q.bed = b.id and q.state = 'occupied' and q.during @> ${today}::date
    where s.jurisdiction = ${tx.actor.jurisdiction} group by s.organisation order by count(*), s.organisation limit 1`)
  if (leaving !== null) {
    const { id } = await beginExit(at(tx, addDays(today, -18)), leaving.organisation, {
      casefile: null,
      noticeOn: addDays(today, -48),
      stopOn: addDays(today, 40),
      plan: '在住老年人转至县社会福利中心和邻近养老院，预收费用逐笔清退（演示）',
      residents: leaving.residents,
      balancesFen: 860_000,
    })
    await listForExit(at(tx, addDays(today, -17)), id, [
      { kind: 'balance', shown: '预收床位费（演示）', amountFen: 620_000 },
      { kind: 'balance', shown: '押金（演示）', amountFen: 240_000 },
    ])
    const lines = await exitLines(tx, [id])
    for (const line of [
      ...lines.filter((each) => each.kind === 'resident').slice(0, 5),
      lines.find((each) => each.kind === 'balance')!,
    ])
      await settleLine(at(tx, addDays(today, -3)), id, line.id, {
        on: addDays(today, -3),
        how: line.kind === 'resident' ? '转至县社会福利中心（演示）' : '银行转账，凭证齐全（演示）',
      })
  }
  const { id } = await commitRound(at(tx, addDays(today, -40)), {
    title: '养老机构服务质量评估（演示）',
    instrument: '服务质量评估表（演示）',
    assessor: '第三方评估机构（演示）',
    kinds: ['elder-institution', 'elder-regional-centre', 'elder-failing-care', 'elder-home-centre', 'elder-day-care'],
    sampleSize: 8,
    randomnessSource: '某福利彩票三位数开奖号码（演示）',
    drawOn: addDays(today, -36),
  })
  const { drawn } = await drawRound(at(tx, addDays(today, -36)), id, { randomness: '演示号码 402' })
  for (const [i, site] of drawn.entries())
    await enterResult(at(tx, addDays(today, -20)), id, {
      site: site.id,
      passed: i !== 3,
      score: 78 + i * 2,
      note: i === 3 ? '照护计划未按月更新（演示）' : '符合要求（演示）',
      assessedOn: addDays(today, -24),
    })
}

/**
 * Gives the demo county its institutions: about forty organisations with some sixty sites in the county's facilities, what they hold and
 * were granted, beds, bans, scoring sheets, a drawn sample. Invented throughout (演示数据). A county that has organisations is left alone.
 */
export async function seedProviders(db: Database, keys: KeyRoom, county: string, today: IsoDate): Promise<void> {
  await db.write(systemActor('seed', county), async (tx) => {
    const { n } = await tx.one<{ n: number }>(
      sql`select count(*)::int n from providers.organisation where jurisdiction = ${county}`,
    )
    if (n > 0) return
    const facilities = await facilitiesOn(tx, today, { kinds: SEEDED_KINDS, states: ['open', 'suspended'] })
    const made = demoOrganisations(facilities, today)
    // Entered twice under two codes: the pages of duplicates show how they are merged.
    const twin = {
      ...made[9]!.row,
      credit_code: demoCode(90),
      name: made[9]!.row.name.replace('有限公司', '服务部'),
      source: '演示数据',
    }
    const rows = [...made.map(({ row }) => row), twin]
    await writeOrganisations(tx, { added: rows, changed: [], removed: [] }, { import: null })
    const sites = made.flatMap((each) => each.sites)
    await writeSites(tx, { added: sites, changed: [], removed: [] }, { import: null })
    const entered =
      await tx.rows<SeededSite>(sql`select id, organisation, kind, opened_on "openedOn", filed_on "filedOn", coalesce(full_beds, 0) beds
      from providers.site where jurisdiction = ${county} order by code`)
    await writeTerms(tx, entered, today)
    const beds = await writeBeds(tx, entered, today)
    await tellStories(tx, keys, entered, today)
    await record(tx, {
      action: 'providers.demo.seed',
      subject: { kind: 'jurisdiction', id: county },
      detail: { organisations: rows.length, sites: sites.length, beds },
    })
    await tellRowsChanged(tx, {
      register: 'provider-site',
      import: null,
      rows: sites.length,
      regions: [`${county}000000`],
      from: null,
      to: today,
    })
  })
}
