import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/ids.ts'
import { sql, systemActor } from '../../platform/db/index.ts'
import { testDatabase } from '../../platform/db/testkit/index.ts'
import type { AnyRoute } from '../../platform/http/index.ts'
import { identityConfig } from '../../platform/identity/index.ts'
import { CHEAP, matrix, seedOf, testHouse } from '../../platform/identity/testkit.ts'
import { procedureRoutes } from '../../platform/procedures/index.ts'
import { TOWN, testDesk as testProcedures } from '../../platform/procedures/testkit/index.ts'
import { benefitHooks } from '../benefits/index.ts'
import { addRelative, noteRead, peopleRoutes, personOfNumber, recordPerson } from '../people/index.ts'
import { citizenNumber, testDesk as testPeople } from '../people/testkit.ts'
import { subjectsOf } from './accounts.ts'
import type { ResidentDesk } from './desk.ts'
import { residentRoutes } from './index.ts'
import { counterSender } from './sender.ts'

const COUNTY = '532622'
const t = testDatabase()
const people = testPeople()
const config = identityConfig(COUNTY, { cost: CHEAP, subjectsOf })
const procedures = {
  ...testProcedures(Object.fromEntries(benefitHooks(people))),
  persons: {
    ofNumber: (tx: Parameters<typeof personOfNumber>[0], number: string) => personOfNumber(tx, people, number),
    read: async (
      tx: Parameters<typeof noteRead>[0],
      person: string,
      { purpose, fields }: { purpose: string; fields: readonly string[] },
    ) => void (await noteRead(tx, { act: 'file', purpose, fields, persons: [person] })),
  },
}
const desk: ResidentDesk = { people, procedures, identity: config, sender: counterSender }
const routes: AnyRoute[] = [...procedureRoutes(procedures), ...peopleRoutes(people), ...residentRoutes(desk)]
const system = systemActor('test', COUNTY)

type Who = { id: string; number: string; phone: string; name: string }
const NUMBERS = {
  elder: citizenNumber('1944-05-01', 11),
  daughter: citizenNumber('1976-03-02', 22),
  other: citizenNumber('1950-01-01', 33),
}
const persons: Record<'elder' | 'daughter' | 'other', Who> = {
  elder: { id: '', number: NUMBERS.elder, phone: '13800000011', name: '演示老人' },
  daughter: { id: '', number: NUMBERS.daughter, phone: '13800000022', name: '演示女儿' },
  other: { id: '', number: NUMBERS.other, phone: '13800000033', name: '演示邻居' },
}
// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by the tests
type Answer = Record<string, any>

let server: FastifyInstance
let clerk: Record<string, string>
let authority = ''
let visits = 0

const visitor = () => ({ 'x-yike': '1' })
const address = () => `10.9.${(++visits >> 8) & 255}.${visits & 255}`

async function call(
  method: 'GET' | 'POST',
  url: string,
  headers: Record<string, string>,
  payload?: object,
): Promise<{ status: number; body: Answer; cookie: string | null; text: string }> {
  const answer = await server.inject({
    method,
    url,
    remoteAddress: address(),
    headers: { 'idempotency-key': newId(), ...headers },
    ...(payload === undefined ? {} : { payload }),
  })
  const json = String(answer.headers['content-type']).includes('json')
  const set = answer.cookies.find((each) => each.name === 'yike_session')
  return {
    status: answer.statusCode,
    body: json ? answer.json() : {},
    cookie: set === undefined ? null : `yike_session=${set.value}`,
    text: answer.body,
  }
}

/** A multipart request with the JSON input and no file. */
async function form(url: string, headers: Record<string, string>, input: object) {
  const boundary = 'yikeboundary'
  const payload = `--${boundary}\r\ncontent-disposition: form-data; name="input"\r\n\r\n${JSON.stringify(input)}\r\n--${boundary}--\r\n`
  const answer = await server.inject({
    method: 'POST',
    url,
    headers: { 'idempotency-key': newId(), ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload,
  })
  return { status: answer.statusCode, body: answer.json() as Answer }
}

/** The code that the counter would tell, opened there as a clerk opens it. */
async function toldCode(person: string): Promise<string> {
  const { body } = await call('GET', '/api/residents/codes', clerk)
  const waiting = body.items.find((each: { person: { id: string } }) => each.person.id === person)
  return (await call('POST', `/api/residents/codes/${waiting.id}/tell`, clerk)).body.code as string
}

/** Signs in by a code, from asking to the cookie. */
async function signIn(who: Who, number?: string): Promise<Record<string, string>> {
  await t.db.write(system, (tx) => tx.run(sql`delete from residents.asking`))
  const asked = await call('POST', '/api/residents/codes/ask', visitor(), { phone: who.phone, number: number ?? null })
  expect(asked.body).toEqual({ told: 'counter', minutes: 10 })
  const opened = await call('POST', '/api/residents/session', visitor(), {
    phone: who.phone,
    code: await toldCode(who.id),
  })
  expect(opened.status).toBe(200)
  return { cookie: opened.cookie!, 'x-yike': '1' }
}

/** The account that is open for a person. */
async function boundAccount(who: Who): Promise<string> {
  const row = await t.db.read(system, (tx) =>
    tx.one<{ account: string }>(
      sql`select account from residents.account where person = ${who.id} and closed_at is null`,
    ),
  )
  return row.account
}

const HOME = {
  address: '一号',
  age: 82,
  difficulty: 'lone',
  ability: '1',
  dwelling: 'own',
  owner_agrees: true,
  wishes: ['handrail'],
  consent: true,
}
const PAPERS = [
  { material: 'id_card', name: '' },
  { material: 'difficulty_proof', name: '' },
]

beforeAll(async () => {
  t.setNow('2026-11-22T09:00:00+08:00')
  const house = await testHouse(t.db, { code: COUNTY, name: '砚山县' }, routes, config)
  server = house.server
  clerk = (
    await house.account(
      seedOf('clerk', ['people_officer', 'officer'], { unit: { name: '县民政局', kind: 'department' } }),
    )
  ).headers
  await t.db.write(system, async (tx) => {
    for (const who of Object.values(persons)) {
      const made = await recordPerson(tx, people, {
        name: who.name,
        number: who.number,
        phones: [{ number: who.phone, label: null }],
      })
      who.id = made.id
    }
    const added = await addRelative(tx, people, persons.elder.id, {
      role: 'proxy',
      name: persons.daughter.name,
      relation: '女儿',
      number: persons.daughter.number,
      document: '授权书',
      scope: ['apply', 'benefits'],
      from: '2026-01-01',
      until: '2027-01-01',
    })
    authority = added.id
  })
}, 120_000)
afterAll(() => server.close())

describe('coming in', () => {
  it('answers the same whether there is such a telephone or not, and makes everybody wait alike', async () => {
    const known = await call('POST', '/api/residents/codes/ask', visitor(), {
      phone: persons.other.phone,
      number: persons.other.number,
    })
    const unknown = await call('POST', '/api/residents/codes/ask', visitor(), {
      phone: '13899999999',
      number: persons.other.number,
    })
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
    for (const phone of [persons.other.phone, '13899999999']) {
      const again = await call('POST', '/api/residents/codes/ask', visitor(), { phone })
      expect([again.status, again.body.code]).toEqual([409, 'resident.wait'])
    }
    const wrong = await Promise.all(
      [persons.other.phone, '13899999999'].map((phone) =>
        call('POST', '/api/residents/session', visitor(), { phone, code: '000000' }),
      ),
    )
    expect(wrong[0]!.body.code).toBe('resident.refused')
    expect({ ...wrong[0]!.body, instance: null }).toEqual({ ...wrong[1]!.body, instance: null })
  })

  it('kills a code after five guesses, however many come at once, and a used one opens nothing again', async () => {
    await t.db.write(system, (tx) => tx.run(sql`delete from residents.asking`))
    await call('POST', '/api/residents/codes/ask', visitor(), {
      phone: persons.other.phone,
      number: persons.other.number,
    })
    const right = await toldCode(persons.other.id)
    const wrong = right === '111111' ? '222222' : '111111'
    await Promise.all(
      Array.from({ length: 8 }, () =>
        call('POST', '/api/residents/session', visitor(), { phone: persons.other.phone, code: wrong }),
      ),
    )
    const late = await call('POST', '/api/residents/session', visitor(), { phone: persons.other.phone, code: right })
    expect(late.body.code).toBe('resident.refused')
    await signIn(persons.other, persons.other.number)
    const used = await t.asOwner<{ n: number }>(
      `select count(*)::int n from residents.code where person = $1 and to_tell is not null and used_at is not null`,
      [persons.other.id],
    )
    expect(used[0]!.n).toBe(0)
  })

  it('keeps no telephone, code or number in plain, neither in tables nor in the journal', async () => {
    const everything = await t.asOwner<{ row: string }>(
      `select (a.*)::text as row from residents.account a union all select (c.*)::text from residents.code c
       union all select (i.*)::text from identity.account i where duty = 'resident' union all select (e.*)::text from journal.entry e`,
      [],
      true,
    )
    const text = everything.map((each) => each.row).join('\n')
    for (const { phone, number } of Object.values(persons)) {
      expect(text).not.toContain(phone)
      expect(text).not.toContain(number)
    }
    expect(text.length).toBeGreaterThan(1000)
  })

  it('by the counter’s slip brings in whoever holds it with the telephone, once', async () => {
    const slip = await call('POST', `/api/residents/accounts/${persons.elder.id}/slip`, clerk, {
      phone: persons.elder.phone,
    })
    expect(slip.text.slice(0, 5)).toBe('%PDF-')
    const taken = await call('POST', `/api/residents/accounts/${persons.daughter.id}/slip`, clerk, {
      phone: persons.elder.phone,
    })
    expect(taken.body.code).toBe('resident.phone-taken')
  })

  it('sets a password after a code, which then opens the door and is locked out when guessed', async () => {
    const browser = await signIn(persons.elder)
    const set = await call('POST', '/api/my/password', browser, { password: 'walnut-river-71' })
    expect(set.status).toBe(200)
    const by = (password: string, phone = persons.elder.phone) =>
      call('POST', '/api/residents/session', visitor(), { phone, password })
    const opened = await by('walnut-river-71')
    expect(opened.status).toBe(200)
    const again = await call(
      'POST',
      '/api/my/password',
      { cookie: opened.cookie!, 'x-yike': '1' },
      { password: 'maple-ocean-88' },
    )
    expect(again.body.code).toBe('password.code-needed')
    for (let i = 0; i < 6; i++) await by('wrong-wrong-wrong')
    const locked = await by('walnut-river-71')
    const nobody = await by('walnut-river-71', '13877777777')
    expect(locked.body.code).toBe('resident.refused')
    expect({ ...locked.body, instance: null }).toEqual({ ...nobody.body, instance: null })
    // A code still brings the owner in.
    await signIn(persons.elder)
  })
})

describe('what an account sees', () => {
  it('is the own person and whom it acts for, inside the authority; nobody else exists', async () => {
    const daughter = await signIn(persons.daughter, persons.daughter.number)
    const home = (await call('GET', '/api/my', daughter)).body
    expect(home.persons.map((each: { person: string }) => each.person)).toEqual([persons.daughter.id, persons.elder.id])
    const code = async (method: 'GET' | 'POST', url: string, payload?: object) =>
      (await call(method, url, daughter, payload)).body.code ?? 'ok'
    const at = (who: Who) => `person=${who.id}`
    expect(await code('GET', '/api/my/file')).toBe('ok')
    expect(await code('GET', `/api/my/benefits?${at(persons.elder)}`)).toBe('ok')
    expect(await code('GET', `/api/my/guides/home-adaptation?${at(persons.elder)}`)).toBe('ok')
    // Not covered by the authority: apply and benefits were.
    for (const url of ['file', 'readings', 'extract', 'consents'])
      expect(await code('GET', `/api/my/${url}?${at(persons.elder)}`), url).toBe('proxy.authority')
    expect(await code('POST', '/api/my/corrections', { person: persons.elder.id, text: '电话换了' })).toBe(
      'proxy.authority',
    )
    expect(await code('POST', '/api/my/consents', { person: persons.elder.id, purpose: 'messages', give: true })).toBe(
      'proxy.authority',
    )
    expect(await code('POST', '/api/my/file/reveal', { person: persons.elder.id })).toBe('proxy.authority')
    // Somebody else: as if there were nobody.
    for (const url of ['file', 'readings', 'benefits', 'consents', 'extract', 'guides/home-adaptation'])
      expect(await code('GET', `/api/my/${url}?${at(persons.other)}`), url).toBe('person.missing')
    // Staff's routes are shut whatever the id.
    for (const url of [
      `/api/people/${persons.daughter.id}`,
      '/api/people',
      '/api/procedures/cases',
      `/api/residents/accounts/${persons.daughter.id}`,
    ])
      expect(await code('GET', url), url).toBe('access.forbidden')
  })

  it('is bounded by the database itself, whatever a query asks', async () => {
    const actor = {
      ...system,
      kind: 'account' as const,
      id: await boundAccount(persons.daughter),
      subjects: [persons.daughter.id, persons.elder.id],
    }
    const seen = await t.db.read(actor, (tx) => tx.rows<{ id: string }>(sql`select id from people.person order by id`))
    expect(seen.map((each) => each.id)).toEqual([persons.daughter.id, persons.elder.id].sort())
    const nobody = await t.db.read({ ...actor, subjects: [] }, (tx) => tx.rows(sql`select id from people.person`))
    expect(nobody).toEqual([])
    await expect(
      t.db.write(actor, (tx) =>
        tx.run(
          sql`insert into people.access_person (jurisdiction, person, access) select jurisdiction, ${persons.other.id}, id from people.access limit 1`,
        ),
      ),
    ).rejects.toThrow(/row-level security/)
    const staff = await t.db.read(system, (tx) => tx.rows(sql`select id from people.person`))
    expect(staff.length).toBe(3)
  })

  it('is, of what is public, what everybody sees', async () => {
    const elder = await signIn(persons.elder)
    expect((await call('GET', '/api/session', elder)).body.account.permissions).toEqual(['resident.use'])
    const own = await call('GET', '/api/guides', elder)
    expect(own.body).toEqual((await call('GET', '/api/guides', visitor())).body)
    // Following somebody's case by number and code is everybody's, signed in or not.
    const wrong = { number: '532622-2026-000001', secret: 'WRNG2345' }
    expect((await call('POST', '/api/follow', elder, wrong)).body.code).toBe('follow.unknown')
  })

  it('ends with the authority, with the next request', async () => {
    const elder = await signIn(persons.elder)
    const daughter = await signIn(persons.daughter)
    expect((await call('GET', `/api/my/benefits?person=${persons.elder.id}`, daughter)).status).toBe(200)
    expect((await call('POST', `/api/my/proxies/${authority}/revoke`, elder)).status).toBe(200)
    expect((await call('GET', `/api/my/benefits?person=${persons.elder.id}`, daughter)).body.code).toBe(
      'person.missing',
    )
    const given = await call('POST', '/api/my/proxies', elder, {
      name: persons.daughter.name,
      number: persons.daughter.number,
      relation: '女儿',
      scope: ['apply'],
      until: '2027-06-30',
    })
    expect(given.status).toBe(201)
    const home = (await call('GET', '/api/my', daughter)).body
    expect(home.persons[1]).toMatchObject({ person: persons.elder.id, acting: 'proxy', scope: ['apply'] })
    const bound = await boundAccount(persons.daughter)
    t.setNow('2027-07-01T09:00:00+08:00')
    expect(await t.db.read(system, (tx) => subjectsOf(tx, bound))).toEqual([persons.daughter.id])
    t.setNow('2026-11-22T09:10:00+08:00')
  })
})

describe('applying', () => {
  it('takes who applies from the file, keeps on whose word, and shows the case to the person and the proxy only', async () => {
    const daughter = await signIn(persons.daughter)
    const known = (await call('GET', `/api/my/guides/home-adaptation?person=${persons.elder.id}`, daughter)).body
    expect(known.fixed).toEqual(['person_name', 'citizen_id'])
    expect(known.values).toMatchObject({ age: 82, phone: persons.elder.phone })
    const sent = await form('/api/my/applications', daughter, {
      code: 'home-adaptation',
      person: persons.elder.id,
      // Somebody else's number in the form changes nothing.
      form: { ...HOME, phone: persons.elder.phone, place: TOWN, person_name: '别人', citizen_id: persons.other.number },
      materials: PAPERS,
    })
    expect(sent.status).toBe(201)
    const elder = await signIn(persons.elder)
    for (const browser of [elder, daughter]) {
      const mine = (await call('GET', '/api/my/cases', browser)).body.items
      expect(mine.map((each: { number: string }) => each.number)).toContain(sent.body.number)
      const page = (await call('GET', `/api/my/cases/${sent.body.id}`, browser)).body
      expect(page.fields.find((each: { id: string }) => each.id === 'citizen_id').value).toBe(persons.elder.number)
    }
    const other = await signIn(persons.other)
    expect((await call('GET', '/api/my/cases', other)).body.items).toEqual([])
    for (const url of [`/api/my/cases/${sent.body.id}`, `/api/my/cases/${sent.body.id}/letters/0`])
      expect((await call('GET', url, other)).body.code).toBe('case.missing')
    const taken = await form(`/api/my/cases/${sent.body.id}/acts`, other, { act: 'withdraw', revision: 0, reason: 'x' })
    expect(taken.body.code).toBe('case.missing')
    const page = (await call('GET', `/api/procedures/cases/${sent.body.id}`, clerk)).body
    expect(page.authority).toMatchObject({ kind: 'proxy', relation: '女儿' })
    await call('POST', `/api/procedures/cases/${sent.body.id}/disclosure`, clerk, { purpose: '电话核实情况' })
    const readings = (await call('GET', '/api/my/readings', elder)).body.items
    expect(readings[0]).toMatchObject({ purpose: '电话核实情况', fields: ['case-form'], own: false, who: 'clerk' })
    expect(readings.some((each: { own: boolean }) => each.own)).toBe(true)
    const withdrawn = await form(`/api/my/cases/${sent.body.id}/acts`, daughter, {
      act: 'withdraw',
      revision: 0,
      reason: '改期',
    })
    expect(withdrawn.body.outcome).toBe('withdrawn')
  })

  it('at the counter ends in the same list as on the screen', async () => {
    const taken = await form('/api/procedures/cases', clerk, {
      code: 'home-adaptation',
      form: {
        ...HOME,
        phone: persons.other.phone,
        place: TOWN,
        person_name: persons.other.name,
        citizen_id: persons.other.number,
      },
      materials: PAPERS,
      channel: 'phone',
      authority: { kind: 'self', proxy: null, relation: '', document: '' },
      incomplete: false,
    })
    expect(taken.status).toBe(201)
    const other = await signIn(persons.other)
    expect((await call('GET', '/api/my/cases', other)).body.items[0]).toMatchObject({
      number: taken.body.number,
      channel: 'phone',
    })
  })

  it('for a benefit of a kind that is held already fails the rule of the definition, which names since when', async () => {
    const hook = benefitHooks(people).get('benefits.no-overlap')!
    const subject = { caseId: newId(), code: 'benefit-application', creditCode: null, region: COUNTY }
    const ask = (values: Record<string, string>) => t.db.read(system, (tx) => hook(tx, { ...subject, values }))
    expect((await ask({ citizen_id: persons.elder.number, benefit: 'age' })).truth).toBe(true)
    await t.db.write(system, (tx) =>
      tx.run(sql`insert into benefits.entitlement (jurisdiction, id, person, benefit, kind, during, acting, recorded_by, recorded_at)
        values (${COUNTY}, ${newId()}, ${persons.elder.id}, 'old-age', 'old-age', daterange('2026-02-01', null), 'self', 'test', ${tx.now})`),
    )
    const held = await ask({ citizen_id: persons.elder.number, benefit: 'age' })
    expect(held.truth).toBe(false)
    expect(held.says.zh).toContain('2026年2月1日')
    expect((await ask({ citizen_id: persons.elder.number, benefit: 'care' })).truth).toBe(true)
    expect((await ask({ citizen_id: '没有号码', benefit: 'age' })).truth).toBe(null)
  })
})

describe('every route', () => {
  it('lets a resident no further than the own pages', () => {
    const beyond = routes.filter(
      ({ permission }) => permission !== 'public' && permission !== 'signed-in' && permission !== 'resident.use',
    )
    for (const cell of matrix(beyond, ['resident'])) expect(cell.allowed, cell.url).toBe(false)
    expect(beyond.length).toBeGreaterThan(50)
  })
})
