import { formatDate, today } from '../../kernel/dates.ts'
import type { Bilingual } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { PaperDocument } from '../../platform/documents/index.ts'
import { accountNames } from '../../platform/identity/index.ts'
import { accessOf, noteRead } from './access.ts'
import { CATEGORIES } from './categories.ts'
import { purposes } from './consents.ts'
import type { PeopleDesk } from './desk.ts'
import { ID_KIND_NAMES } from './identity.ts'
import { STATE_NAMES } from './model.ts'
import type { ActingFor } from './proxies.ts'
import { demandAuthority } from './relatives.ts'
import { personFile, revealPerson } from './views.ts'

const ACTS: Record<string, Bilingual> = {
  file: { zh: '查看档案', en: 'file' },
  reveal: { zh: '查看完整信息', en: 'opened in full' },
  search: { zh: '查找', en: 'search' },
  list: { zh: '名册', en: 'list' },
  import: { zh: '导入比对', en: 'import' },
  emergency: { zh: '应急名单', en: 'emergency list' },
  extract: { zh: '本人查阅', en: 'extract' },
  care: { zh: '照护', en: 'care' },
}

/** At most so many readings are printed. */
const READINGS = 300

/**
 * What is kept about a person and who read it (个人信息保护法 §45 查阅、复制), as a paper for the person, a guardian, or a proxy whose authority covers
 * it. Nothing is masked: it is their own.
 *
 * @throws Refusal `person.missing`, `proxy.authority`
 */
export async function personExtract(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  acting: ActingFor,
  language: keyof Bilingual,
): Promise<PaperDocument> {
  const zh = language === 'zh'
  const say = (words: Bilingual) => words[language]
  const file = await personFile(tx, desk, id, zh ? '本人查阅' : 'Extract for the person')
  await demandAuthority(tx, id, acting, 'read-file')
  const open = await revealPerson(
    tx,
    desk,
    id,
    ['number', 'phones', 'address', 'relatives'],
    zh ? '本人查阅' : 'Extract for the person',
  )
  const readings = await accessOf(tx, id, READINGS)
  const names = await accountNames(
    tx,
    readings.map((each) => each.actor),
  )
  await noteRead(tx, {
    act: 'extract',
    purpose: zh ? '本人查阅' : 'Extract for the person',
    fields: ['everything'],
    persons: [id],
  })
  const known = await purposes(tx, today(tx.now.getTime()))
  const titles = new Map<string, Bilingual>(CATEGORIES.map((each) => [each.code, each.title]))
  const line = (label: Bilingual, value: string | number | null | undefined): string[] => [
    say(label),
    value === null || value === undefined || value === '' ? (zh ? '未登记' : 'not recorded') : String(value),
  ]
  const day = (date: string | null) => (date === null ? '' : formatDate(date, language))
  const period = (from: string, until: string | null) =>
    `${day(from)} – ${until === null ? (zh ? '今' : 'now') : day(until)}`
  const relatives = new Map((open.relatives ?? []).map((each) => [each.id, each]))
  return {
    style: 'plain',
    language,
    title: zh ? '个人信息查阅件' : 'What is kept about you',
    subtitle: file.name,
    numbering: true,
    blocks: [
      { kind: 'heading', level: 1, text: zh ? '档案内容' : 'The file' },
      {
        kind: 'table',
        columns: [
          { title: zh ? '项目' : 'Item', width: 1 },
          { title: zh ? '内容' : 'Content', width: 3 },
        ],
        rows: [
          line({ zh: '姓名', en: 'Name' }, file.name),
          line(ID_KIND_NAMES[file.idKind], open.number),
          line({ zh: '出生日期', en: 'Birth date' }, day(file.born)),
          line({ zh: '状态', en: 'State' }, say(STATE_NAMES[file.state])),
          line({ zh: '电话', en: 'Telephone' }, (open.phones ?? []).map((phone) => phone.number).join('、')),
          line({ zh: '住址', en: 'Address' }, [file.regionName, open.address].filter((part) => part != null).join(' ')),
          line(
            { zh: '类别', en: 'Categories' },
            file.categories
              .map((each) => `${say(titles.get(each.code)!)}（${period(each.from, each.until)}；${each.evidence}）`)
              .join('；'),
          ),
          line(
            { zh: '联系人、监护人、代理人', en: 'Contacts, guardians, proxies' },
            file.relatives
              .map(
                (each) =>
                  `${relatives.get(each.id)?.name ?? each.name} ${relatives.get(each.id)?.phone ?? ''}（${period(each.from, each.until)}）`,
              )
              .join('；'),
          ),
          line({ zh: '备注', en: 'Note' }, file.note),
        ],
      },
      { kind: 'heading', level: 1, text: zh ? '用途和依据' : 'Purposes and grounds' },
      {
        kind: 'table',
        columns: [
          { title: zh ? '用途' : 'Purpose', width: 2 },
          { title: zh ? '依据' : 'Ground', width: 3 },
          { title: zh ? '您的同意' : 'Your consent', width: 2 },
        ],
        rows: known.map((purpose) => {
          const given = file.consents.find((each) => each.purpose === purpose.code && each.withdrawnOn === null)
          return [
            zh ? purpose.titleZh : purpose.titleEn,
            purpose.law,
            purpose.basis !== 'consent'
              ? zh
                ? '不需要'
                : 'not needed'
              : given === undefined
                ? zh
                  ? '没有'
                  : 'none'
                : day(given.givenOn),
          ]
        }),
      },
      { kind: 'heading', level: 1, text: zh ? '谁读过' : 'Who read it' },
      {
        kind: 'table',
        columns: [
          { title: zh ? '时间' : 'When', width: 2 },
          { title: zh ? '谁' : 'Who', width: 2 },
          { title: zh ? '方式' : 'How', width: 1.2 },
          { title: zh ? '用途' : 'Why', width: 3 },
        ],
        rows: readings.map((each) => [
          new Date(each.at).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16),
          names.get(each.actor) ?? each.actor,
          say(ACTS[each.act] ?? ACTS.file!),
          each.purpose,
        ]),
      },
    ],
    notes: [
      zh
        ? '您可以要求更正（个人信息保护法第四十六条）、撤回同意（第十五条）；到期的档案销毁密钥后任何人无法恢复。'
        : 'You may ask for correction (§46) and withdraw consent (§15). When its time is up, the key of a file is destroyed and nobody can restore it.',
    ],
  }
}
