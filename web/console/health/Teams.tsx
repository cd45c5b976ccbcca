import { useState } from 'react'
import type { TeamLine } from '../../../src/contexts/health/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useMay } from '../../shared/session.ts'
import { CloseTeamForm } from './forms.tsx'
import { messages } from './messages.ts'

/** Family-doctor teams with what they do; `days` is how long before its end a contract is called ending soon. */
export function Teams({ teams, days }: { teams: readonly TeamLine[]; days: number }) {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const [closing, setClosing] = useState<TeamLine | null>(null)
  return (
    <section className="yk-hl-part">
      <h2>{t('teams')}</h2>
      <DataTable
        caption={t('teams')}
        list={{ rows: teams }}
        rowKey={(row) => row.id}
        exportName="family-doctor-teams"
        empty={<EmptyState title={t('noTeams')} text={t('noTeamsText')} />}
        columns={[
          { key: 'name', title: t('team'), cell: (row) => row.name, csv: (row) => row.name, heads: true },
          { key: 'facility', title: t('facility'), cell: (row) => row.facilityName, csv: (row) => row.facilityName },
          { key: 'leader', title: t('leader'), cell: (row) => row.leader, csv: (row) => row.leader },
          {
            key: 'persons',
            title: t('contracted'),
            cell: (row) => f.number(row.persons),
            csv: (row) => row.persons,
            numeric: true,
          },
          {
            key: 'ending',
            title: t('endingSoon', { days }),
            cell: (row) => f.number(row.ending),
            csv: (row) => row.ending,
            numeric: true,
          },
          {
            key: 'services',
            title: t('services'),
            cell: (row) => f.number(row.services),
            csv: (row) => row.services,
            numeric: true,
          },
          ...(may('health.manage')
            ? [
                {
                  key: 'act',
                  title: t('act'),
                  cell: (row: TeamLine) =>
                    row.endedOn === null ? (
                      <button type="button" className="yk-linkish yk-noprint" onClick={() => setClosing(row)}>
                        {t('closeTeam')}
                      </button>
                    ) : (
                      t('closed', { date: f.day(row.endedOn) })
                    ),
                },
              ]
            : []),
        ]}
      />
      <Sheet open={closing !== null} onClose={() => setClosing(null)} title={t('closeTeam')}>
        {closing === null ? null : <CloseTeamForm key={closing.id} team={closing} onDone={() => setClosing(null)} />}
      </Sheet>
    </section>
  )
}
