import { beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import { addJurisdiction } from '../../platform/identity/index.ts'
import { citizenNumber, testDesk } from '../people/testkit.ts'
import { addCertificate, verifyCertificate } from './certificates/commands.ts'
import { workforceHooks } from './hooks.ts'
import { keepWorker } from './staff/commands.ts'
import { classOf, enterPerson } from './testkit.ts'
import { closeClass } from './training/close.ts'
import { enrol, enterScores, markAttendance, openClass } from './training/commands.ts'

const COUNTY = '532622'
const t = testDatabase()
const desk = testDesk()
const officer = systemActor('test', COUNTY)
const write = <T>(work: Parameters<typeof t.db.write<T>>[1]) => t.db.write<T>(officer, work)
const NUMBER = citizenNumber('1984-05-06', 900)

const asked = (name: string, number = NUMBER, course = 'elder-care') =>
  write(async (tx) => {
    const values = { citizen_id: number, course }
    const hook = workforceHooks(desk).get(name)!
    return (await hook(tx, { caseId: '', code: 'training-allowance', creditCode: null, region: '', values })).truth
  })

beforeAll(async () => {
  t.setNow('2026-06-01T02:00:00Z')
  await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
})

describe('the check of a training allowance', () => {
  it('follows the class from enrolment to completion, and says nothing of whom no file is kept', async () => {
    const person = await write((tx) => enterPerson(tx, desk, '甲某', NUMBER))
    expect(await asked('workforce.completed-course', citizenNumber('1990-01-01', 902))).toBeNull()
    expect(await asked('workforce.completed-course')).toBe(false)
    const id = await write(async (tx) => {
      const { id } = await openClass(tx, classOf('H-1'))
      await enrol(tx, desk, id, { person, channel: 'counter' })
      for (const session of [1, 2]) await markAttendance(tx, id, { session, marks: [{ person, present: true }] })
      await enterScores(tx, id, [{ person, score: 80 }])
      return id
    })
    expect(await asked('workforce.completed-course')).toBeNull()
    await write((tx) => closeClass(tx, id, 0))
    expect(await asked('workforce.completed-course')).toBe(true)
    expect(await asked('workforce.completed-course', NUMBER, 'cook')).toBe(false)
  })

  it('takes a certificate for held once it is verified', async () => {
    const certificate = await write(async (tx) => {
      const number = citizenNumber('1984-05-06', 904)
      const person = await enterPerson(tx, desk, '乙某', number)
      await keepWorker(tx, desk, person, {})
      const { id } = await addCertificate(tx, desk, person, {
        skill: 'elder-care',
        level: 5,
        number: 'YL-904',
        issuer: '县人社局',
        issuedOn: '2026-03-20',
      })
      return { id, number }
    })
    expect(await asked('workforce.holds-certificate', certificate.number)).toBe(false)
    await write((tx) => verifyCertificate(tx, desk, certificate.id, { genuine: true, how: '证书网查询' }))
    expect(await asked('workforce.holds-certificate', certificate.number)).toBe(true)
  })
})
