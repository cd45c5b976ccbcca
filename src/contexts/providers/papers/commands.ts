import { parseCreditCode } from '../../../kernel/creditcode.ts'
import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { happened } from '../happenings.ts'
import { PAPER_SUBKINDS, type PaperKind } from '../model.ts'
import { tellSites } from '../sites/commands.ts'
import { PAPER, type PaperStored, placeOf } from '../store.ts'

export type NewPaper = {
  /** The site it is for; null: the whole organisation. */
  site: string | null
  kind: PaperKind
  subkind: string
  number: string | null
  title: string
  party: string | null
  partyCode: string | null
  scope: string | null
  amountFen: number | null
  from: string
  until: string | null
}

/**
 * Keeps a paper of an organisation: a licence, an insurance policy, an agreement, a certification, a declared standard. It counts from
 * its first day to its last and vanishes from public pages on the day after.
 *
 * @throws Refusal `organisation.missing`, `site.missing`, `site.elsewhere`, `access.region`, `paper.subkind`, `paper.dates`, `creditcode.invalid`
 */
export async function addPaper(tx: Tx, organisation: string, input: NewPaper): Promise<{ id: string }> {
  const { region } = await placeOf(tx, organisation, input.site)
  if (!PAPER_SUBKINDS[input.kind].includes(input.subkind))
    throw refuse(
      'paper.subkind',
      { zh: `没有“${input.subkind}”这一类`, en: `There is no kind “${input.subkind}” of it` },
      { at: '/subkind', params: { known: PAPER_SUBKINDS[input.kind] } },
    )
  if (input.until !== null && input.until < input.from)
    throw refuse('paper.dates', { zh: '截止日期早于起始日期', en: 'It ends before it begins' }, { at: '/until' })
  const id = newId()
  const partyCode = input.partyCode === null ? null : parseCreditCode(input.partyCode)
  await tx.run(sql`insert into providers.paper (jurisdiction, id, organisation, site, kind, subkind, number, title, party, party_code, scope,
      amount_fen, valid_from, valid_until, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${organisation}, ${input.site}, ${input.kind}, ${input.subkind}, ${input.number}, ${input.title},
      ${input.party}, ${partyCode}, ${input.scope}, ${input.amountFen}, ${input.from}, ${input.until}, ${tx.actor.id}, ${tx.now})`)
  const { kind, subkind, title, from, until } = input
  await happened(tx, { organisation, site: input.site }, 'paper', { paper: id, kind, subkind, title, from, until })
  await tellSites(tx, [region], from)
  return { id }
}

async function paperWith(tx: Tx, id: string): Promise<PaperStored & { region: string }> {
  const row = await tx.maybe<PaperStored>(sql`select ${PAPER} from providers.paper p
    where p.jurisdiction = ${tx.actor.jurisdiction} and p.id = ${id} for update`)
  if (row === null)
    throw refuse('paper.missing', { zh: '没有这份证照或协议', en: 'There is no such paper' }, { kind: 'missing' })
  const { region } = await placeOf(tx, row.organisation, row.site)
  return { ...row, region }
}

/**
 * Ends a paper before its time: revoked, cancelled, replaced. From that day on it does not count.
 *
 * @throws Refusal `paper.missing`, `paper.ended`, `paper.dates`, `access.region`
 */
export async function endPaper(tx: Tx, id: string, input: { on: string; reason: string }): Promise<void> {
  const paper = await paperWith(tx, id)
  if (paper.endedOn !== null)
    throw refuse('paper.ended', { zh: '这份证照或协议已经终止', en: 'It has been ended already' }, { kind: 'conflict' })
  if (input.on < paper.from)
    throw refuse('paper.dates', { zh: '终止日期早于起始日期', en: 'It ends before it begins' }, { at: '/on' })
  await tx.run(sql`update providers.paper set ended_on = ${input.on}, ended_reason = ${input.reason}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await happened(tx, { organisation: paper.organisation, site: paper.site }, 'paper-ended', {
    paper: id,
    title: paper.title,
    ...input,
  })
  await tellSites(tx, [paper.region], input.on)
}

/**
 * Notes that something was done under an agreement (履约活动): an agreement without activity stops counting where the rule asks for it.
 *
 * @throws Refusal `paper.missing`, `paper.future`, `access.region`
 */
export async function notePaperActivity(tx: Tx, id: string, input: { on: string; what: string }): Promise<void> {
  const paper = await paperWith(tx, id)
  if (input.on > today(tx.now.getTime()))
    throw refuse('paper.future', { zh: '日期在今天之后', en: 'The day lies in the future' }, { at: '/on' })
  await tx.run(sql`update providers.paper set active_on = greatest(active_on, ${input.on}::date)
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await happened(tx, { organisation: paper.organisation, site: paper.site }, 'paper-activity', {
    paper: id,
    title: paper.title,
    ...input,
  })
}
