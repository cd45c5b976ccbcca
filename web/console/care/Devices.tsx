import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import type { DeviceLine } from '../../../src/contexts/care/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useList } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages-devices.ts'
import { CountFilter, fenOf, PersonLink, PrintButton } from './parts.tsx'

const STANDS = ['ready', 'lent', 'to-disinfect', 'repair', 'scrapped'] as const
const TONES = { ready: 'good', lent: undefined, 'to-disinfect': 'warn', repair: 'warn', scrapped: undefined } as const
/** Kinds of devices as the server's list has them. */
const KINDS = {
  wheelchair: { zh: '轮椅', en: 'wheelchair' },
  walker: { zh: '助行器', en: 'walking frame' },
  crutch: { zh: '拐杖', en: 'crutch' },
  'care-bed': { zh: '护理床', en: 'care bed' },
  mattress: { zh: '防褥疮床垫', en: 'mattress against sores' },
  commode: { zh: '坐便椅', en: 'commode' },
  'bath-chair': { zh: '洗浴椅', en: 'bath chair' },
  lift: { zh: '移位机', en: 'patient lift' },
  oxygen: { zh: '制氧机', en: 'oxygen concentrator' },
}
type Page = { items: DeviceLine[]; next: string | null; counts: Record<DeviceLine['stand'], number>; late: number }

/** Where a device is. */
export function StandTag({ stand }: { stand: DeviceLine['stand'] }) {
  const t = useText(messages)
  return <Tag tone={TONES[stand]}>{t(`stand_${stand}`)}</Tag>
}

/** Devices: ready, lent, to be disinfected, in repair; who has them and who is late. */
export default function Devices() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const may = useMay()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams()
  const stand = params.get('stand') ?? ''
  const late = params.get('late') === 'true'
  const [adding, setAdding] = useState(false)
  const list = useList<DeviceLine, Page>(
    '/care/devices',
    { stand, ...(late ? { late: true } : {}) },
    { keepLast: true },
  )
  const toggle = (key: 'stand' | 'late', value: string, on: boolean) =>
    setParams(on ? {} : { [key]: value }, { replace: true })
  return (
    <>
      <PageHead
        title={t('devices')}
        lead={t('devicesLead')}
        actions={
          <>
            <PrintButton />
            {may('care.manage') ? (
              <button type="button" className="yk-button yk-button--primary" onClick={() => setAdding(true)}>
                {t('newDevice')}
              </button>
            ) : null}
          </>
        }
      />
      <Sheet open={adding} onClose={() => setAdding(false)} title={t('newDevice')}>
        <NewDevice onDone={(id) => void navigate(`/console/care/devices/${id}`)} />
      </Sheet>
      <CountFilter
        counts={[
          ...STANDS.map((each) => ({
            key: each as string,
            label: t(`stand_${each}`),
            count: list.head?.counts[each],
            chosen: stand === each,
            onChoose: () => toggle('stand', each, stand === each),
          })),
          {
            key: 'late',
            label: t('lateOnly'),
            count: list.head?.late,
            chosen: late,
            onChoose: () => toggle('late', 'true', late),
          },
        ]}
      />
      <DataTable
        caption={t('devices')}
        list={list}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate(`/console/care/devices/${row.id}`)}
        exportName="devices"
        empty={<EmptyState title={t('noDevices')} text={t('noDevicesText')} heading="h2" />}
        columns={[
          {
            key: 'serial',
            title: t('serial'),
            heads: true,
            cell: (row) => <span className="yk-num">{row.serial}</span>,
            csv: (row) => row.serial,
          },
          { key: 'kind', title: t('device'), cell: (row) => pick(row.title), csv: (row) => pick(row.title) },
          {
            key: 'point',
            title: t('point'),
            cell: (row) => row.pointName ?? row.point,
            csv: (row) => row.pointName ?? row.point,
          },
          {
            key: 'deposit',
            title: t('deposit'),
            numeric: true,
            cell: (row) => f.money(row.depositFen),
            csv: (row) => row.depositFen / 100,
          },
          {
            key: 'stand',
            title: t('stand'),
            cell: (row) => <StandTag stand={row.stand} />,
            csv: (row) => row.stand,
          },
          {
            key: 'borrower',
            title: t('borrower'),
            cell: (row) => (row.loan === null ? '—' : <PersonLink person={row.loan.person} />),
            csv: (row) => row.loan?.person?.name ?? '',
          },
          {
            key: 'dueOn',
            title: t('dueOn'),
            cell: (row) =>
              row.loan === null ? (
                '—'
              ) : (
                <>
                  <span className="yk-num">{f.day(row.loan.dueOn)}</span>{' '}
                  {row.loan.late ? <Tag tone="bad">{t('late')}</Tag> : null}
                </>
              ),
            csv: (row) => row.loan?.dueOn ?? '',
          },
        ]}
      />
    </>
  )
}

function NewDevice({ onDone }: { onDone: (id: string) => void }) {
  const t = useText(messages)
  const pick = usePick()
  const [serial, setSerial] = useState('')
  const [kind, setKind] = useState('wheelchair')
  const [model, setModel] = useState('')
  const [point, setPoint] = useState('')
  const [deposit, setDeposit] = useState('200')
  const [rent, setRent] = useState('30')
  const add = useCommand<void, { id: string }>({
    path: '/care/devices',
    body: () => ({ serial, kind, model: model || null, point, depositFen: fenOf(deposit), rentFen: fenOf(rent) }),
    refresh: ['/care/devices'],
  })
  return (
    <ActForm
      problem={add.error}
      pending={add.isPending}
      submit={t('newDevice')}
      onSubmit={() => add.mutate(undefined, { onSuccess: ({ id }) => onDone(id) })}
    >
      <Text
        label={t('serial')}
        value={serial}
        onChange={setSerial}
        required
        minLength={2}
        maxLength={40}
        pattern="[A-Za-z0-9\-]+"
      />
      <Choice
        label={t('device')}
        value={kind}
        onChange={setKind}
        options={Object.entries(KINDS).map(([value, title]) => ({ value, label: pick(title) }))}
      />
      <Text label={t('model')} value={model} onChange={setModel} maxLength={100} />
      <Text label={t('pointCode')} value={point} onChange={setPoint} required maxLength={100} />
      <Text label={t('depositYuan')} type="number" min={0} step={0.01} value={deposit} onChange={setDeposit} required />
      <Text label={t('rentYuan')} type="number" min={0} step={0.01} value={rent} onChange={setRent} required />
    </ActForm>
  )
}
