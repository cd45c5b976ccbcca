import { useState } from 'react'
import type { PersonFile, Purpose } from '../../../src/contexts/people/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/i18n/index.ts'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { messages } from './messages-person.ts'

/** What data are used for, on which ground, and what the person agreed to; withdrawing is as easy as giving. */
export function Consents({ file, write }: { file: PersonFile; write: boolean }) {
  const t = useText(messages)
  const f = useFormat()
  const zh = useLanguage() === 'zh'
  const view = useView<{ items: Purpose[] }>('/people/purposes')
  const [asked, setAsked] = useState<{ purpose: Purpose; give: boolean } | null>(null)
  return (
    <section className="yk-card yk-person-card">
      <h2>{t('consents')}</h2>
      <ul className="yk-person-rows">
        {(view.data?.items ?? []).map((purpose) => {
          const given = file.consents.find((each) => each.purpose === purpose.code && each.withdrawnOn === null)
          return (
            <li key={purpose.code}>
              <span>
                {zh ? purpose.titleZh : purpose.titleEn}{' '}
                <span className="yk-small yk-quiet">
                  {purpose.basis !== 'consent'
                    ? `${t('consentLaw')}（${purpose.law}）`
                    : given === undefined
                      ? t('consentNone')
                      : t('consentGiven', { date: f.date(given.givenOn), version: given.version })}
                </span>
              </span>
              {write && purpose.basis === 'consent' ? (
                <button
                  type="button"
                  className="yk-button yk-noprint"
                  onClick={() => setAsked({ purpose, give: given === undefined })}
                >
                  {given === undefined ? t('consentGive') : t('consentWithdraw')}
                </button>
              ) : null}
            </li>
          )
        })}
      </ul>
      <Sheet
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={
          asked === null
            ? ''
            : `${asked.give ? t('consentGive') : t('consentWithdraw')}：${zh ? asked.purpose.titleZh : asked.purpose.titleEn}`
        }
      >
        {asked === null ? null : (
          <ConsentForm file={file} purpose={asked.purpose} give={asked.give} onDone={() => setAsked(null)} />
        )}
      </Sheet>
    </section>
  )
}

function ConsentForm({
  file,
  purpose,
  give,
  onDone,
}: {
  file: PersonFile
  purpose: Purpose
  give: boolean
  onDone: () => void
}) {
  const t = useText(messages)
  const zh = useLanguage() === 'zh'
  const [by, setBy] = useState('self')
  const [channel, setChannel] = useState('counter')
  const save = useCommand<object>({
    path: give ? `/people/${file.id}/consents` : `/people/${file.id}/consents/withdraw`,
    refresh: [`/people/${file.id}`],
  })
  const others = file.relatives.filter((each) => each.active && each.role !== 'contact')
  const other = others.find((each) => each.id === by)
  const acting = other === undefined ? { by: 'self' } : { by: other.role, relative: other.id }
  return (
    <ActForm
      problem={save.error}
      pending={save.isPending}
      submit={give ? t('consentGive') : t('consentWithdraw')}
      onSubmit={() =>
        save.mutate({ purpose: purpose.code, acting, ...(give ? { channel } : {}) }, { onSuccess: onDone })
      }
    >
      <p>{zh ? purpose.textZh : purpose.textEn}</p>
      <p className="yk-small yk-quiet">{purpose.law}</p>
      <Choice
        label={t('acting')}
        value={by}
        onChange={setBy}
        options={[
          { value: 'self', label: t('acting_self') },
          ...others.map((each) => ({ value: each.id, label: `${t(`role_${each.role}`)} ${each.name}` })),
        ]}
      />
      {give ? (
        <Choice
          label={t('channel')}
          value={channel}
          onChange={setChannel}
          options={(['counter', 'phone', 'paper', 'screen'] as const).map((value) => ({
            value,
            label: t(`channel_${value}`),
          }))}
        />
      ) : null}
    </ActForm>
  )
}
