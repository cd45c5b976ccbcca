import { type FormEvent, useState } from 'react'
import type { Unit, UnitKind } from '../../../src/platform/identity/index.ts'
import { Choice, namesOf, Text } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { Refused, Twice } from './parts.tsx'
import './accounts.css'

const KINDS: UnitKind[] = ['department', 'township', 'agency', 'external']

/** 责任单位 of the jurisdiction. */
export default function Units() {
  const t = useText(messages)
  const view = useView<{ items: Unit[] }>('/units')
  const [open, setOpen] = useState<string | 'new' | null>(null)
  const chosen = view.data?.items.find((unit) => unit.id === open)
  return (
    <>
      <PageHead
        title={t('unitsTitle')}
        lead={t('unitsLead')}
        actions={
          <button type="button" className="yk-button yk-button--primary" onClick={() => setOpen('new')}>
            {t('newUnit')}
          </button>
        }
      />
      <Sheet
        open={open === 'new' || chosen !== undefined}
        onClose={() => setOpen(null)}
        title={chosen?.name ?? t('newUnit')}
      >
        <UnitForm unit={chosen ?? null} key={open} onDone={() => setOpen(null)} />
      </Sheet>
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.data?.items.length === 0 ? (
        <EmptyState title={t('unitsNone')} text={t('unitsNoneText')} heading="h2" />
      ) : null}
      {view.data && view.data.items.length > 0 ? (
        <table className="yk-acc-table">
          <thead>
            <tr>
              <th scope="col">{t('unitName')}</th>
              <th scope="col">{t('unitKind')}</th>
              <th scope="col">{t('region')}</th>
              <th scope="col">{t('aliases')}</th>
            </tr>
          </thead>
          <tbody>
            {view.data.items.map((unit) => (
              <tr key={unit.id}>
                <td>
                  <button type="button" className="yk-linkish" onClick={() => setOpen(unit.id)}>
                    {unit.name}
                  </button>{' '}
                  {unit.active ? null : <span className="yk-acc-tag yk-acc-tag--bad">{t('closed')}</span>}
                </td>
                <td data-label={t('unitKind')}>{t(`kind_${unit.kind}`)}</td>
                <td data-label={t('region')} className="yk-num">
                  {unit.region ?? '—'}
                </td>
                <td data-label={t('aliases')}>{unit.aliases.length === 0 ? '—' : unit.aliases.join('、')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  )
}

type Input = { name: string; kind: UnitKind; region: string | null; aliases: string[] }

function UnitForm({ unit, onDone }: { unit: Unit | null; onDone: () => void }) {
  const t = useText(messages)
  const [name, setName] = useState(unit?.name ?? '')
  const [kind, setKind] = useState<UnitKind>(unit?.kind ?? 'department')
  const [region, setRegion] = useState(unit?.region ?? '')
  const [aliases, setAliases] = useState(unit?.aliases.join('、') ?? '')
  const refresh = ['/units', '/accounts']
  const save = useCommand<Input>(
    unit === null ? { path: '/units', refresh } : { method: 'PATCH', path: `/units/${unit.id}`, refresh },
  )
  const close = useCommand<void>({ path: `/units/${unit?.id}/close`, body: () => undefined, refresh })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ name, kind, region: region.trim() || null, aliases: namesOf(aliases) }, { onSuccess: onDone })
  }
  return (
    <form className="yk-acc-form" onSubmit={submit}>
      <Text label={t('unitName')} value={name} onChange={setName} required autoComplete="off" />
      <Choice
        label={t('unitKind')}
        value={kind}
        onChange={(value) => setKind(value as UnitKind)}
        options={KINDS.map((each) => ({ value: each, label: t(`kind_${each}`) }))}
      />
      <Text label={t('unitRegion')} value={region} onChange={setRegion} />
      <Text label={t('aliases')} value={aliases} onChange={setAliases} hint={t('aliasesHint')} />
      <Refused by={[save, close]} names={{ name: t('unitName'), region: t('unitRegion') }} />
      <div className="yk-row">
        <button type="submit" className="yk-button yk-button--primary" disabled={save.isPending}>
          {unit === null ? t('create') : t('save')}
        </button>
        {unit?.active ? (
          <Twice
            label={t('closeUnit')}
            busy={close.isPending}
            onDo={() => close.mutate(undefined, { onSuccess: onDone })}
          />
        ) : null}
      </div>
    </form>
  )
}
