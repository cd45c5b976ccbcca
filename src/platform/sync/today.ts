import type { Duty } from '../../kernel/duty.ts'
import type { Bilingual } from '../../kernel/refusal.ts'
import type { Tx } from '../db/index.ts'
import { openCounts } from './open.ts'

const SUBTITLE: Bilingual = { zh: '外勤上报', en: 'From the field' }

/** What came in from devices and waits for a person: refused operations, and records told differently by two. One statement. */
export async function fieldDuties<Kind extends string>(tx: Tx, kind: Kind): Promise<Duty<Kind>[]> {
  const { refused, conflicts } = await openCounts(tx)
  const line = (count: number, title: Bilingual, what: string): Duty<Kind>[] =>
    count === 0
      ? []
      : [
          {
            kind,
            title: { zh: `${count} ${title.zh}`, en: `${count} ${title.en}` },
            subtitle: SUBTITLE,
            due: null,
            overdue: 0,
            href: `/console/field?what=${what}`,
          },
        ]
  return [
    ...line(refused, { zh: '条外勤记录被退回', en: 'records from the field were refused' }, 'refused'),
    ...line(conflicts, { zh: '条外勤记录说法不一', en: 'records are told differently by two people' }, 'conflicts'),
  ]
}
