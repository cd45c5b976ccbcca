import { useState } from 'react'
import { useText } from '../shared/i18n/index.ts'
import { EmptyState } from '../shared/parts/EmptyState.tsx'
import { ErrorState } from '../shared/parts/ErrorState.tsx'
import { ImportPreview } from '../shared/parts/ImportPreview.tsx'
import { LoadingState } from '../shared/parts/LoadingState.tsx'
import { RefusalNote } from '../shared/parts/RefusalNote.tsx'
import { SearchBox } from '../shared/parts/SearchBox.tsx'
import { SyncLine } from '../shared/parts/SyncLine.tsx'
import { importLines, problem } from './demo.ts'
import { messages } from './messages.ts'
import { Shown } from './Shown.tsx'

const SENT = '2026-11-22T14:05:00+08:00'

/** Parts through which people and the server talk. */
export function Exchange() {
  const t = useText(messages)
  const [applied, setApplied] = useState('')
  return (
    <>
      <Shown title={t('refusal')}>
        <RefusalNote
          problem={problem}
          place={() => t('fieldBad')}
          onGo={() => document.getElementById('gallery-bad')?.focus()}
        />
      </Shown>
      <Shown title={t('controls')}>
        <div className="yk-stack">
          <div className="yk-field">
            <label htmlFor="gallery-name">{t('field')}</label>
            <input id="gallery-name" className="yk-input" defaultValue="王桂兰（演示数据）" />
          </div>
          <div className="yk-field">
            <label htmlFor="gallery-bad">{t('fieldBad')}</label>
            <input id="gallery-bad" className="yk-input" defaultValue="2062-03-01" aria-invalid="true" />
          </div>
          <div className="yk-row">
            <button type="button" className="yk-button yk-button--primary">
              {t('primary')}
            </button>
            <button type="button" className="yk-button">
              {t('secondary')}
            </button>
            <button type="button" className="yk-button" disabled>
              {t('disabled')}
            </button>
          </div>
        </div>
      </Shown>
      <Shown title={t('sync')}>
        <SyncLine state={{ online: true, waiting: 0, needsYou: 0, lastSent: SENT }} />
        <SyncLine state={{ online: true, waiting: 3, needsYou: 0, lastSent: SENT }} onOpen={() => {}} />
        <SyncLine state={{ online: false, waiting: 7, needsYou: 0, lastSent: SENT }} onOpen={() => {}} />
        <SyncLine state={{ online: false, waiting: 2, needsYou: 1, lastSent: null }} onOpen={() => {}} />
      </Shown>
      <Shown title={t('search')}>
        <SearchBox
          size="big"
          local={[{ kind: '人员', title: '王桂兰（演示数据）', subtitle: '江那镇', href: '/parts' }]}
        />
      </Shown>
      <Shown title={t('import')} wide>
        <ImportPreview
          columns={[
            { key: 'code', title: { zh: '编号', en: 'Code' }, isKey: true },
            { key: 'name', title: { zh: '名称', en: 'Name' }, isKey: true },
            { key: 'beds', title: { zh: '床位', en: 'Beds' } },
          ]}
          counts={{ new: 1, changed: 1, unchanged: 1, refused: 1 }}
          lines={importLines}
          onApply={setApplied}
          actions={<span role="status">{applied}</span>}
        />
      </Shown>
      <Shown title={t('empty')} wide>
        <div className="yk-stack">
          <EmptyState
            title="这里会列出本县的养老机构（演示数据）"
            text="从名册导入，或逐个登记；登记后在公众页面公布。"
            action={
              <button type="button" className="yk-button yk-button--primary">
                {t('import')}
              </button>
            }
          />
          <LoadingState />
          <ErrorState problem={problem} onRetry={() => {}} />
        </div>
      </Shown>
    </>
  )
}
