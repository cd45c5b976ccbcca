import { refuse } from '../../../kernel/refusal.ts'
import { empty, sql, type Tx } from '../../../platform/db/index.ts'
import { Download, type Paging, pageOf, readCursor } from '../../../platform/http/index.ts'
import { noteRead, type PeopleDesk, personCards, personsInScope, sealsFor } from '../../people/index.ts'
import { itemFacts, retrofitWith } from './commands.ts'
import { ITEMS, type RetrofitLine, type RetrofitState, type RetrofitView } from './model.ts'
import { missingFor } from './rules.ts'

/** Retrofits within the actor's area, those under way first, the most urgent before the others, page by page; the reading is noted. */
export async function retrofitList(
  tx: Tx,
  desk: PeopleDesk,
  filter: Paging & { state?: RetrofitState; open?: boolean },
): Promise<{ items: RetrofitLine[]; next: string | null }> {
  type Row = Omit<RetrofitLine, 'person'> & { person: string; rank: number }
  const after = readCursor(filter.cursor, 4)
  const rank = sql`(case when r.state in ('planned', 'works') then 0 else 1 end)`
  const rows =
    await tx.rows<Row>(sql`select r.id, r.person, r.programme, r.state, r.priority, r.surveyed_on "surveyedOn", r.cap_fen "capFen",
      coalesce(sum(i.fen), 0)::bigint "quoteFen", count(i.id)::int items,
      case when r.state in ('accepted', 'dropped') then 0 else coalesce(sum((i.done_on is null)::int + (not i.has_before)::int + (not i.has_after)::int), 1) end::int missing,
      ${rank} rank
    from care.retrofit r left join (select i.*, exists (select from care.photo p where p.jurisdiction = i.jurisdiction and p.item = i.id and p.stage = 'before') has_before,
        exists (select from care.photo p where p.jurisdiction = i.jurisdiction and p.item = i.id and p.stage = 'after') has_after
      from care.retrofit_item i) i on i.jurisdiction = r.jurisdiction and i.retrofit = r.id
    where r.jurisdiction = ${tx.actor.jurisdiction} and r.person in (${personsInScope(tx, desk)})
      ${filter.state === undefined ? empty : sql`and r.state = ${filter.state}`} ${filter.open ? sql`and r.state in ('planned', 'works')` : empty}
      ${after === null ? empty : sql`and (${rank}, -r.priority, r.surveyed_on, r.id) > (${after[0]}::int, ${after[1]}::int, ${after[2]}::date, ${after[3]}::uuid)`}
    group by r.jurisdiction, r.id order by ${rank}, -r.priority, r.surveyed_on, r.id limit ${filter.limit + 1}`)
  const { items, next } = pageOf(rows, filter.limit, (row) => [row.rank, -row.priority, row.surveyedOn, row.id])
  const cards = await personCards(tx, desk, [...new Set(items.map((row) => row.person))], '管理居家改造')
  return {
    next,
    items: items.flatMap(({ rank: _, ...row }) => {
      const card = cards.get(row.person)
      return card === undefined ? [] : [{ ...row, person: card }]
    }),
  }
}

/** One retrofit with items and photographs; the reading is noted. @throws Refusal `retrofit.missing` */
export async function retrofitView(tx: Tx, desk: PeopleDesk, id: string): Promise<RetrofitView> {
  const { person } = await retrofitWith(tx, desk, id)
  type Row = Omit<RetrofitView, 'person' | 'needs' | 'items' | 'missing' | 'quoteFen'> & { sealed: Buffer }
  const { sealed, ...row } =
    await tx.one<Row>(sql`select id, programme, state, priority, surveyed_on "surveyedOn", cap_fen "capFen", casefile, sealed,
      accepted_on "acceptedOn", accepted_by "acceptedBy", subsidy_fen "subsidyFen", dropped_reason "droppedReason"
    from care.retrofit where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  const items = await tx.rows<
    Omit<RetrofitView['items'][number], 'title' | 'before' | 'after'>
  >(sql`select i.id, i.item, i.quantity, i.fen, i.done_on "doneOn",
      coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'stage', p.stage, 'sha256', p.sha256, 'takenAt', p.taken_at) order by p.taken_at, p.id)
        from care.photo p where p.jurisdiction = i.jurisdiction and p.item = i.id), '[]') photos
    from care.retrofit_item i where i.jurisdiction = ${tx.actor.jurisdiction} and i.retrofit = ${id} order by i.id`)
  const card = (await personCards(tx, desk, [person], '管理居家改造')).get(person)!
  await noteRead(tx, { act: 'care', purpose: '管理居家改造', fields: ['home-needs'], persons: [person] })
  const seal = (await sealsFor(tx, desk, [person])).get(person)
  const shown = items.map((item) => ({
    ...item,
    before: item.photos.filter((photo) => photo.stage === 'before').length,
    after: item.photos.filter((photo) => photo.stage === 'after').length,
    title: ITEMS.find((each) => each.code === item.item)?.title ?? { zh: item.item, en: item.item },
  }))
  const open = row.state === 'planned' || row.state === 'works'
  return {
    ...row,
    person: card,
    needs: seal === undefined ? null : seal.open<{ needs: string }>(sealed).needs,
    quoteFen: shown.reduce((sum, item) => sum + item.fen, 0),
    missing: open ? missingFor(await itemFacts(tx, id)) : [],
    items: shown,
  }
}

/** A photograph, opened; the reading is noted. @throws Refusal `photo.missing` */
export async function photoFile(tx: Tx, desk: PeopleDesk, retrofit: string, id: string): Promise<Download> {
  const { person } = await retrofitWith(tx, desk, retrofit)
  const row = await tx.maybe<{
    type: string
    sealed: Buffer
  }>(sql`select p.type, p.sealed from care.photo p join care.retrofit_item i
    on i.jurisdiction = p.jurisdiction and i.id = p.item where p.jurisdiction = ${tx.actor.jurisdiction} and p.id = ${id} and i.retrofit = ${retrofit}`)
  const seal = (await sealsFor(tx, desk, [person])).get(person)
  if (row === null || seal === undefined)
    throw refuse('photo.missing', { zh: '没有这张照片', en: 'There is no such photograph' }, { kind: 'missing' })
  await noteRead(tx, { act: 'care', purpose: '查看改造照片', fields: ['home-photograph'], persons: [person] })
  return new Download(
    `${id}.${row.type.split('/')[1]}`,
    row.type,
    Buffer.from(seal.open<string>(row.sealed), 'base64'),
    true,
  )
}
