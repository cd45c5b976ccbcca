import Type from 'typebox'
import { today } from '../../../kernel/dates.ts'
import { type AnyRoute, command, open, PageQuery, read } from '../../../platform/http/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { addCertificate, type NewCertificate, revokeCertificate, verifyCertificate } from '../certificates/commands.ts'
import { skillsValidOn } from '../certificates/valid.ts'
import { payTables } from '../pay/views.ts'
import {
  CreditCode,
  Day,
  DayOrNone,
  EducationChoice,
  Id,
  Level,
  ModeChoice,
  PayBand,
  PostChoice,
  Reason,
  Revision,
  SkillCode,
  Uuid,
  Words,
  WordsOrNone,
} from '../schemas.ts'
import { catalogue } from '../skills.ts'
import { linkAccount, unlinkAccount } from './accounts.ts'
import {
  changeEmployment,
  confirmStaff,
  endEmployment,
  keepWorker,
  type NewEmployment,
  startEmployment,
} from './commands.ts'
import { firmStaff, type StaffQuery, staffFile, staffList } from './views.ts'

const ByPerson = Type.Object({ person: Uuid })

/**
 * Staff files and certificates. Whoever reads a name is noted, so lists of persons are no plain reads. Answers of commands hold ids only.
 */
export function staffRoutes(desk: PeopleDesk): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/workforce/catalogue',
      summary: { zh: '技能、岗位、用工形式等目录', en: 'Skills, posts, modes and other choices' },
      permission: 'workforce.read',
      handle: (tx) => catalogue(tx),
    }),
    open({
      method: 'GET',
      url: '/api/workforce/staff',
      summary: { zh: '从业人员名册（脱敏）', en: 'Staff, masked' },
      permission: 'workforce.read',
      query: Type.Object({
        ...PageQuery.properties,
        q: Type.Optional(Type.String({ maxLength: 60 })),
        organisation: Type.Optional(Uuid),
        skill: Type.Optional(SkillCode),
        papers: Type.Optional(Type.Enum(['soon', 'unverified', 'none'])),
      }),
      handle: (db, { query }, { actor }) =>
        db.write(actor, (tx) =>
          staffList(tx, desk, { ...(query as Partial<StaffQuery>), limit: Math.min(query.limit ?? 50, 100) }),
        ),
    }),
    open({
      method: 'GET',
      url: '/api/workforce/staff/:person',
      summary: { zh: '从业人员档案', en: 'A staff file' },
      permission: 'workforce.read',
      params: ByPerson,
      handle: (db, { params }, { actor }) => db.write(actor, (tx) => staffFile(tx, desk, params.person)),
    }),
    read({
      method: 'GET',
      url: '/api/workforce/staff/:person/skills',
      summary: { zh: '某日有效的技能（派单用）', en: 'Skills that hold on a day, for dispatch' },
      permission: 'workforce.read',
      params: ByPerson,
      query: Type.Object({ on: Type.Optional(Day) }),
      handle: async (tx, { params, query }) => ({
        items: await skillsValidOn(tx, params.person, query.on ?? today(tx.now.getTime())),
      }),
    }),
    read({
      method: 'GET',
      url: '/api/workforce/firms',
      summary: { zh: '各机构用工形式和员工制占比', en: 'Modes of employment by organisation, and the share employed' },
      permission: 'workforce.read',
      query: Type.Object({ on: Type.Optional(Day) }),
      handle: (tx, { query }) => firmStaff(tx, query.on ?? today(tx.now.getTime())),
    }),
    read({
      method: 'GET',
      url: '/api/workforce/pay',
      summary: { zh: '薪酬档次统计（小单元格隐去）', en: 'Pay bands, small cells withheld' },
      permission: 'workforce.read',
      handle: (tx) => payTables(tx),
    }),
    command({
      method: 'PUT',
      url: '/api/workforce/staff/:person',
      summary: { zh: '登记或更新从业人员档案', en: 'Open or update a staff file' },
      permission: 'workforce.write',
      params: ByPerson,
      body: Type.Object({ since: Type.Optional(DayOrNone), education: Type.Optional(EducationChoice) }),
      handle: async (tx, { params, body }) => void (await keepWorker(tx, desk, params.person, body)),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/staff/:person/account',
      summary: { zh: '关联外勤账号', en: 'Say with which account a worker signs in in the field' },
      permission: 'workforce.write',
      params: ByPerson,
      status: 201,
      body: Type.Object({ username: Words(60) }),
      handle: (tx, { params, body }) => linkAccount(tx, desk, params.person, body.username),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/staff/:person/account/end',
      summary: { zh: '解除外勤账号', en: 'End the link between a worker and an account' },
      permission: 'workforce.write',
      params: ByPerson,
      handle: async (tx, { params }) => void (await unlinkAccount(tx, desk, params.person)),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/staff/:person/employments',
      summary: { zh: '登记用工', en: 'Enter an employment' },
      permission: 'workforce.write',
      params: ByPerson,
      status: 201,
      body: Type.Object({
        creditCode: CreditCode,
        site: Type.Optional(Type.Union([Uuid, Type.Null()])),
        post: PostChoice,
        mode: Type.Optional(ModeChoice),
        payBand: Type.Optional(PayBand),
        startsOn: Day,
      }),
      handle: (tx, { params, body }) => startEmployment(tx, desk, params.person, body as NewEmployment),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/employments/:id/end',
      summary: { zh: '结束用工', en: 'End an employment' },
      permission: 'workforce.write',
      params: Id,
      body: Type.Object({ revision: Revision, on: Day, reason: Reason }),
      handle: async (tx, { params, body }) => void (await endEmployment(tx, desk, params.id, body)),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/employments/:id/change',
      summary: { zh: '变更用工形式、岗位或薪酬档次', en: 'Change mode, post or pay band from a day on' },
      permission: 'workforce.write',
      params: Id,
      body: Type.Object({
        revision: Revision,
        on: Day,
        post: Type.Optional(PostChoice),
        mode: Type.Optional(ModeChoice),
        payBand: Type.Optional(PayBand),
        reason: Reason,
      }),
      handle: (tx, { params, body }) =>
        changeEmployment(tx, desk, params.id, body as Parameters<typeof changeEmployment>[3]),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/firms/confirm',
      summary: { zh: '按社保名单等确认在职', en: 'Confirm who still works for an organisation' },
      permission: 'workforce.write',
      body: Type.Object({
        creditCode: CreditCode,
        on: Day,
        how: Reason,
        employments: Type.Optional(Type.Array(Uuid, { maxItems: 5000 })),
      }),
      handle: (tx, { body }) => confirmStaff(tx, body),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/staff/:person/certificates',
      summary: { zh: '登记证书', en: 'Enter a certificate' },
      permission: 'workforce.write',
      params: ByPerson,
      status: 201,
      body: Type.Object({
        skill: SkillCode,
        level: Type.Optional(Level),
        number: WordsOrNone(60),
        issuer: Words(100),
        issuedOn: Day,
        validUntil: Type.Optional(DayOrNone),
        class: Type.Optional(Type.Union([Uuid, Type.Null()])),
      }),
      handle: (tx, { params, body }) => addCertificate(tx, desk, params.person, body as NewCertificate),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/certificates/:id/verify',
      summary: { zh: '核验证书', en: 'Say whether a certificate is genuine' },
      permission: 'workforce.write',
      params: Id,
      body: Type.Object({ genuine: Type.Boolean(), how: Reason }),
      handle: async (tx, { params, body }) => void (await verifyCertificate(tx, desk, params.id, body)),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/certificates/:id/revoke',
      summary: { zh: '登记证书被撤销', en: 'Note that a certificate was taken back' },
      permission: 'workforce.write',
      params: Id,
      body: Type.Object({ on: Day, reason: Reason }),
      handle: async (tx, { params, body }) => void (await revokeCertificate(tx, desk, params.id, body)),
    }),
  ]
}
