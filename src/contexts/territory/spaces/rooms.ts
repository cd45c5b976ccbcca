import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { takeTurn, tellRowsChanged } from '../../../platform/imports/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { facilityToChange } from '../facilities/scope.ts'
import type { NewRoom, SpaceRow } from './model.ts'
import { spaceRegister, writeSpaces } from './register.ts'
import { roomsOf } from './store.ts'

/**
 * Enters one room of a facility by hand; the register takes the same by file, and judges both alike.
 *
 * @throws Refusal `facility.missing`, `access.region`, `space.exists`, `space.area`, `space.uses`
 */
export async function enterRoom(tx: Tx, facilityCode: string, input: NewRoom): Promise<{ code: string }> {
  const day = today(tx.now.getTime())
  const facility = await facilityToChange(tx, facilityCode, day)
  const code = input.code.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  await takeTurn(tx, spaceRegister.name)
  const { otherUses, mainUse, ...rest } = input
  const other_uses = otherUses.length === 0 ? null : otherUses.join(',')
  const row: SpaceRow = {
    ...rest,
    area: Math.round(rest.area * 10) / 10,
    facility: facilityCode,
    code,
    main_use: mainUse,
    other_uses,
  }
  const [wrong] = spaceRegister.check!(row, await spaceRegister.lookup!(tx, [row]), null)
  if (wrong !== undefined)
    throw refuse(wrong.code, wrong.text, { at: `/${FIELDS[wrong.column ?? ''] ?? wrong.column}` })
  if ((await roomsOf(tx, facility.id, day)).some((room) => room.code === code)) {
    throw refuse(
      'space.exists',
      { zh: `这处设施已有房间 ${code}`, en: `The facility has a room ${code} already` },
      {
        kind: 'conflict',
        at: '/code',
        next: {
          zh: '请换一个编号；改已有的房间请用台账导入',
          en: 'Choose another code; rooms on record are changed by import',
        },
      },
    )
  }
  await writeSpaces(tx, { added: [row], changed: [], removed: [] }, null)
  await record(tx, {
    action: 'territory.space.enter',
    subject: { kind: 'facility', id: facility.id },
    detail: { facility: facilityCode, code, area: row.area, use: mainUse },
  })
  await tellRowsChanged(tx, {
    register: spaceRegister.name,
    import: null,
    rows: 1,
    regions: [facility.region],
    from: null,
    to: null,
  })
  return { code }
}

/** How the form calls what the register calls otherwise. */
const FIELDS: Record<string, string> = { main_use: 'mainUse', other_uses: 'otherUses' }
