import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { ImportView, RegisterView } from '../../../src/platform/imports/index.ts'
import { type Problem, upload } from '../../shared/api.ts'
import { useText } from '../../shared/i18n/index.ts'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { messages } from './messages.ts'

/** Takes a file for a register and leads to its preview. */
export function ImportFile({ register, onTemplate }: { register: RegisterView; onTemplate: () => void }) {
  const t = useText(messages)
  const navigate = useNavigate()
  const client = useQueryClient()
  const [over, setOver] = useState(false)
  const send = useMutation<ImportView, Problem, File>({
    mutationFn: (file) => upload<ImportView>(`/registers/${register.name}/imports`, { file }),
    onSuccess: async (item) => {
      await client.invalidateQueries({ predicate: (query) => query.queryKey[0] === '/imports' })
      await navigate(`/console/registers/${register.name}/imports/${item.id}`)
    },
  })
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file !== undefined) send.mutate(file)
  }
  return (
    <div className="yk-stack">
      <p>{t('importLead')}</p>
      {send.isPending ? (
        <LoadingState text={t('reading')} />
      ) : (
        <label
          className="yk-reg-drop"
          data-over={over}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault()
            setOver(false)
            take(event.dataTransfer.files)
          }}
        >
          <span className="yk-button yk-button--primary">{t('choose')}</span>
          <input
            type="file"
            accept=".xlsx,.csv"
            onChange={(event) => {
              take(event.target.files)
              event.target.value = ''
            }}
          />
          <span className="yk-quiet">{t('drop')}</span>
        </label>
      )}
      <RefusalNote problem={send.error} />
      <p>
        <button type="button" className="yk-linkish" onClick={onTemplate}>
          {t('template')}
        </button>
      </p>
    </div>
  )
}
