import { useState } from 'react'
import type {
  OrganisationLine,
  OrganisationView,
  SiteView,
  StandingView,
} from '../../../src/contexts/providers/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text, wordsOf } from '../../shared/form/fields.tsx'
import { WordsForm } from '../../shared/form/WordsForm.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useCommand, useList } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { CommunityField } from '../territory/CommunityField.tsx'
import { messages } from './messages.ts'

export const REFRESH = ['/providers', '/public/providers', '/registers', '/today']
const NATURES = ['public', 'public-private', 'non-profit', 'profit'] as const

/** Enters an organisation, or corrects one. A wrong credit code is refused with its position. */
export function OrganisationForm({ known, onDone }: { known?: OrganisationView; onDone: (id: string) => void }) {
  const t = useText(messages)
  const [typed, setTyped] = useState({
    code: known?.creditCode ?? '',
    name: known?.name ?? '',
    short: known?.shortName ?? '',
    nature: known?.nature ?? '',
    region: known?.region ?? '',
    address: known?.address ?? '',
    head: known?.legalHead ?? '',
    phone: known?.phone ?? '',
    brand: known?.brand ?? '',
    chain: known?.chainHead ?? '',
    registered: known?.registeredOn ?? '',
    note: known?.note ?? '',
  })
  const set = (key: keyof typeof typed) => (value: string) => setTyped({ ...typed, [key]: value })
  const send = useCommand<object, { id?: string }>({
    path: known === undefined ? '/providers/organisations' : `/providers/organisations/${known.id}/changes`,
    refresh: REFRESH,
  })
  const values = {
    name: typed.name.trim(),
    short_name: wordsOf(typed.short),
    nature: typed.nature || null,
    region: typed.region,
    address: wordsOf(typed.address),
    legal_head: wordsOf(typed.head),
    phone: wordsOf(typed.phone),
    brand: wordsOf(typed.brand),
    chain_head: wordsOf(typed.chain),
    registered_on: typed.registered || null,
    note: wordsOf(typed.note),
  }
  const body =
    known === undefined ? { credit_code: typed.code, ...values, source: null } : { revision: known.revision, values }
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('save')}
      onSubmit={() => send.mutate(body, { onSuccess: (answer) => onDone(answer.id ?? known!.id) })}
    >
      {known === undefined ? (
        <Text label={t('creditCode')} value={typed.code} onChange={set('code')} required maxLength={40} />
      ) : null}
      <Text label={t('name')} value={typed.name} onChange={set('name')} required maxLength={100} />
      <CommunityField label={t('place')} value={typed.region} onChange={set('region')} />
      <div className="yk-beside">
        <Choice
          label={t('nature')}
          value={typed.nature}
          onChange={set('nature')}
          empty="—"
          options={NATURES.map((value) => ({ value, label: t(`nature_${value}`) }))}
        />
        <Text label={t('shortName')} value={typed.short} onChange={set('short')} maxLength={40} />
        <Text label={t('legalHead')} value={typed.head} onChange={set('head')} maxLength={40} />
        <Text label={t('phone')} value={typed.phone} onChange={set('phone')} maxLength={30} />
        <Text label={t('brand')} value={typed.brand} onChange={set('brand')} maxLength={40} />
        <Text label={t('chainHead')} value={typed.chain} onChange={set('chain')} maxLength={18} />
        <Text
          type="date"
          label={t('registeredOn')}
          value={typed.registered}
          onChange={set('registered')}
          max={todayInChina()}
        />
      </div>
      <Text label={t('address')} value={typed.address} onChange={set('address')} maxLength={200} />
      <Text label={t('note')} value={typed.note} onChange={set('note')} rows={2} maxLength={500} />
    </ActForm>
  )
}

const KINDS: [string, string, string][] = [
  ['elder-institution', '养老机构', 'elder-care institution'],
  ['elder-failing-care', '失能照护供养机构', 'institution for dependent elders'],
  ['elder-regional-centre', '区域养老服务中心', 'area elder-care centre'],
  ['elder-home-centre', '社区居家养老服务中心', 'home elder-care centre'],
  ['elder-day-care', '日间照料站', 'day-care station'],
  ['elder-mutual-aid', '农村互助养老点', 'rural mutual-aid point'],
  ['elder-canteen', '老年食堂', 'canteen for elders'],
  ['elder-bathing', '助浴点', 'bathing point'],
  ['childcare', '托育机构', 'childcare centre'],
  ['childcare-family', '家庭托育点', 'family childcare point'],
  ['housekeeping', '家政服务网点', 'housekeeping outlet'],
]

/** Adds a site, or corrects one. */
export function SiteForm({
  organisation,
  known,
  onDone,
}: {
  organisation: string
  known?: SiteView
  onDone: () => void
}) {
  const t = useText(messages)
  const number = (value: number | null | undefined) => (value == null ? '' : String(value))
  const [typed, setTyped] = useState({
    name: known?.name ?? '',
    kind: known?.kind ?? '',
    region: known?.region ?? '',
    facility: known?.facility ?? '',
    address: known?.address ?? '',
    phone: known?.phone ?? '',
    state: known?.state ?? 'open',
    opened: known?.openedOn ?? '',
    closed: known?.closedOn ?? '',
    area: number(known?.floorArea),
    full: number(known?.fullBeds),
    day: number(known?.dayBeds),
    nursing: number(known?.nursingBeds),
    places: number(known?.childcarePlaces),
    low: known?.feeLowFen == null ? '' : String(known.feeLowFen / 100),
    high: known?.feeHighFen == null ? '' : String(known.feeHighFen / 100),
  })
  const set = (key: keyof typeof typed) => (value: string) => setTyped({ ...typed, [key]: value })
  const send = useCommand<object>({
    path:
      known === undefined ? `/providers/organisations/${organisation}/sites` : `/providers/sites/${known.id}/changes`,
    refresh: REFRESH,
  })
  const values = {
    name: typed.name.trim(),
    kind: typed.kind,
    region: typed.region,
    facility: wordsOf(typed.facility),
    address: wordsOf(typed.address),
    phone: wordsOf(typed.phone),
    state: typed.state,
    opened_on: typed.opened || null,
    closed_on: typed.closed || null,
    floor_area: numberOf(typed.area),
    full_beds: numberOf(typed.full),
    day_beds: numberOf(typed.day),
    nursing_beds: numberOf(typed.nursing),
    childcare_places: numberOf(typed.places),
    fee_low: numberOf(typed.low),
    fee_high: numberOf(typed.high),
  }
  const kinds =
    KINDS.some(([value]) => value === typed.kind) || typed.kind === ''
      ? KINDS
      : [...KINDS, [typed.kind, typed.kind, typed.kind] as [string, string, string]]
  const pick = usePick()
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('save')}
      onSubmit={() =>
        send.mutate(known === undefined ? values : { revision: known.revision, values }, { onSuccess: onDone })
      }
    >
      <Text label={t('siteName')} value={typed.name} onChange={set('name')} required maxLength={100} />
      <div className="yk-beside">
        <Choice
          label={t('kind')}
          value={typed.kind}
          onChange={set('kind')}
          required
          empty=""
          options={kinds.map(([value, chinese, english]) => ({ value, label: pick({ zh: chinese, en: english }) }))}
        />
        <Choice
          label={t('state')}
          value={typed.state}
          onChange={set('state')}
          options={(['preparing', 'open', 'suspended', 'closed'] as const).map((value) => ({
            value,
            label: t(`state_${value}`),
          }))}
        />
      </div>
      <CommunityField label={t('region')} value={typed.region} onChange={set('region')} />
      <Text label={t('address')} value={typed.address} onChange={set('address')} maxLength={200} />
      <div className="yk-beside">
        <Text label={t('facility')} value={typed.facility} onChange={set('facility')} maxLength={60} />
        <Text label={t('phone')} value={typed.phone} onChange={set('phone')} maxLength={30} />
        <Text type="date" label={t('openedOn')} value={typed.opened} onChange={set('opened')} />
        {typed.state === 'closed' ? (
          <Text type="date" label={t('closedOn')} value={typed.closed} onChange={set('closed')} required />
        ) : null}
        <Text type="number" min={0} label={t('floorArea')} value={typed.area} onChange={set('area')} />
        <Text type="number" min={0} step={1} label={t('fullBeds')} value={typed.full} onChange={set('full')} />
        <Text type="number" min={0} step={1} label={t('dayBeds')} value={typed.day} onChange={set('day')} />
        <Text type="number" min={0} step={1} label={t('nursingBeds')} value={typed.nursing} onChange={set('nursing')} />
        <Text
          type="number"
          min={0}
          step={1}
          label={t('childcarePlaces')}
          value={typed.places}
          onChange={set('places')}
        />
        <Text type="number" min={0} label={t('feeLow')} value={typed.low} onChange={set('low')} />
        <Text type="number" min={0} label={t('feeHigh')} value={typed.high} onChange={set('high')} />
      </div>
    </ActForm>
  )
}

const SUBKINDS: Record<string, readonly string[]> = {
  licence: ['business', 'food', 'medical', 'fire', 'special-equipment', 'training', 'other'],
  insurance: ['liability', 'accident', 'fire', 'prepaid-guarantee', 'other'],
  agreement: ['medical', 'operation', 'purchase', 'meals', 'other'],
  certification: ['quality', 'service', 'other'],
  'declared-standard': ['service', 'other'],
}

/** Adds a licence, a policy, an agreement, a certification or a declared standard. */
export function PaperForm({ view, onDone }: { view: OrganisationView; onDone: () => void }) {
  const t = useText(messages)
  const [typed, setTyped] = useState({
    site: view.sites.length === 1 ? view.sites[0]!.id : '',
    kind: 'insurance',
    subkind: 'liability',
    title: '',
    number: '',
    party: '',
    scope: '',
    amount: '',
    from: todayInChina(),
    until: '',
  })
  const set = (key: keyof typeof typed) => (value: string) => setTyped({ ...typed, [key]: value })
  const send = useCommand<object>({ path: `/providers/organisations/${view.id}/papers`, refresh: REFRESH })
  const amount = numberOf(typed.amount)
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('save')}
      onSubmit={() =>
        send.mutate(
          {
            site: typed.site || null,
            kind: typed.kind,
            subkind: typed.subkind,
            number: wordsOf(typed.number),
            title: typed.title.trim(),
            party: wordsOf(typed.party),
            partyCode: null,
            scope: wordsOf(typed.scope),
            amountFen: amount === null ? null : Math.round(amount * 100),
            from: typed.from,
            until: typed.until || null,
          },
          { onSuccess: onDone },
        )
      }
    >
      <div className="yk-beside">
        <Choice
          label={t('paperKind')}
          value={typed.kind}
          onChange={(kind) => setTyped({ ...typed, kind, subkind: SUBKINDS[kind]![0]! })}
          options={Object.keys(SUBKINDS).map((value) => ({ value, label: t(`kind_${value}` as 'kind_licence') }))}
        />
        <Choice
          label={t('paperSubkind')}
          value={typed.subkind}
          onChange={set('subkind')}
          options={SUBKINDS[typed.kind]!.map((value) => ({ value, label: t(`sub_${value}` as 'sub_other') }))}
        />
      </div>
      <Choice
        label={t('forSite')}
        value={typed.site}
        onChange={set('site')}
        empty={t('whole')}
        options={view.sites.map((site) => ({ value: site.id, label: site.name }))}
      />
      <Text label={t('paperTitle')} value={typed.title} onChange={set('title')} required maxLength={100} />
      <div className="yk-beside">
        <Text label={t('number')} value={typed.number} onChange={set('number')} maxLength={80} />
        <Text label={t('party')} value={typed.party} onChange={set('party')} maxLength={100} />
        <Text type="date" label={t('from')} value={typed.from} onChange={set('from')} required />
        <Text type="date" label={t('untilDay')} value={typed.until} onChange={set('until')} min={typed.from} />
        <Text type="number" min={0} label={t('amount')} value={typed.amount} onChange={set('amount')} />
      </div>
      <Text label={t('scope')} value={typed.scope} onChange={set('scope')} maxLength={500} />
    </ActForm>
  )
}

/** A day and a few words: ending a paper, noting an activity, marking a breach as mended. */
export function DayAndWords(props: Omit<Parameters<typeof WordsForm>[0], 'refresh' | 'rows' | 'most'>) {
  return <WordsForm {...props} refresh={REFRESH} rows={2} most={500} />
}

/** Records the breach of a commitment. */
export function BreachForm({ commitment, onDone }: { commitment: StandingView; onDone: () => void }) {
  const t = useText(messages)
  const [typed, setTyped] = useState({
    foundOn: todayInChina(),
    what: '',
    source: 'visit',
    severity: 'general',
    evidence: '',
  })
  const set = (key: keyof typeof typed) => (value: string) => setTyped({ ...typed, [key]: value })
  const send = useCommand<object>({ path: `/providers/commitments/${commitment.id}/breaches`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('breach')}
      onSubmit={() =>
        send.mutate({ ...typed, what: typed.what.trim(), evidence: typed.evidence.trim() }, { onSuccess: onDone })
      }
    >
      <blockquote className="yk-prov-note">{commitment.detail.text}</blockquote>
      <Text
        type="date"
        label={t('foundOn')}
        value={typed.foundOn}
        onChange={set('foundOn')}
        max={todayInChina()}
        required
      />
      <Text label={t('what')} value={typed.what} onChange={set('what')} required rows={3} maxLength={2000} />
      <div className="yk-beside">
        <Choice
          label={t('source')}
          value={typed.source}
          onChange={set('source')}
          options={(['inspection', 'complaint', 'visit', 'other'] as const).map((value) => ({
            value,
            label: t(`source_${value}`),
          }))}
        />
        <Choice
          label={t('severity')}
          value={typed.severity}
          onChange={set('severity')}
          options={(['minor', 'general', 'serious'] as const).map((value) => ({
            value,
            label: t(`severity_${value}`),
          }))}
        />
      </div>
      <Text label={t('evidence')} value={typed.evidence} onChange={set('evidence')} required maxLength={2000} />
    </ActForm>
  )
}

/** Merges a duplicate into the organisation. */
export function MergeForm({ view, onDone }: { view: OrganisationView; onDone: () => void }) {
  const t = useText(messages)
  const [q, setQ] = useState('')
  const [duplicate, setDuplicate] = useState('')
  const [reason, setReason] = useState('')
  const found = useFound(q)
  const send = useCommand<object>({ path: `/providers/organisations/${view.id}/merge`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('merge')}
      onSubmit={() => send.mutate({ duplicate, reason: reason.trim() }, { onSuccess: onDone })}
    >
      <p className="yk-quiet">{t('mergeHint')}</p>
      <Text label={t('find')} value={q} onChange={setQ} />
      <Choice
        label={t('duplicate')}
        value={duplicate}
        onChange={setDuplicate}
        required
        empty=""
        options={found
          .filter((each) => each.id !== view.id)
          .map((each) => ({ value: each.id, label: `${each.name} ${each.creditCode}` }))}
      />
      <Text label={t('reason')} value={reason} onChange={setReason} required minLength={2} maxLength={500} />
    </ActForm>
  )
}

/** Organisations that match what is typed. */
export function useFound(q: string): OrganisationLine[] {
  return useList<OrganisationLine>('/providers', { q: q.trim(), limit: 30 }).rows
}
