import { addDays, addYears, type IsoDate } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Random } from '../../../kernel/random.ts'
import type { Dwelling } from '../../territory/index.ts'
import type { CategoryRow, RelativeRow } from '../bulk.ts'
import type { CategoryCode } from '../categories.ts'
import type { Relation } from '../model.ts'
import type { NewFile } from '../store.ts'
import { inventedName, inventedNumber, inventedSurname, unusualNames } from './names.ts'

/** Invented persons with what goes with them. */
export type DemoPeople = { files: NewFile[]; categories: CategoryRow[]; relatives: RelativeRow[] }

const MARK = '演示数据：虚构人物'
const ETHNICITIES = ['01', '01', '01', '01', '07', '07', '08', '08', '06']
const RELATIVES = ['儿子', '女儿', '侄子', '邻居', '外甥女']

/** Builds households until there are enough persons; the same seed gives the same persons. */
export function demoHouseholds(
  random: Random,
  dwellings: readonly Dwelling[],
  cells: ReadonlyMap<string, string>,
  count: number,
  today: IsoDate,
): DemoPeople {
  const people: DemoPeople = { files: [], categories: [], relatives: [] }
  const unusual = [...unusualNames()]
  const used = new Set<string>()
  const since = addYears(today, -2)
  const phone = () => `1300000${String(random.between(0, 9999)).padStart(4, '0')}`

  function add(
    place: Dwelling,
    household: string,
    surname: string,
    sex: 'male' | 'female',
    age: number,
    relation: Relation,
  ): NewFile {
    const born = addDays(addYears(today, -age), -random.between(0, 364))
    let number = inventedNumber(born, sex, random.between(0, 449))
    for (let order = 0; used.has(number); order++) number = inventedNumber(born, sex, order)
    used.add(number)
    const odd = age > 55 && unusual[0]?.[1] === sex && random.chance(0.05) ? unusual.shift() : undefined
    const file: NewFile = {
      id: newId(),
      name: odd?.[0] ?? inventedName(random, sex, surname, age < 18),
      reading: null,
      sex,
      born,
      ethnicity: random.pick(ETHNICITIES),
      idKind: 'citizen-id',
      region: place.region,
      cell: cells.get(place.code) ?? null,
      dwelling: place.code,
      household,
      relation,
      address: `${place.name} ${random.between(1, 6)} 栋 ${random.between(1, 4)} 单元 ${random.between(1, 6)}0${random.between(1, 4)}`,
      since,
      secrets: {
        // The newly born have no number yet.
        number: age === 0 && random.chance(0.3) ? null : number,
        phones: age >= 16 && random.chance(0.86) ? [{ number: phone(), label: null }] : [],
        note: MARK,
      },
    }
    if (file.secrets.number === null) file.idKind = 'none'
    people.files.push(file)
    return file
  }

  function categorise(file: NewFile, category: CategoryCode, evidence: string): void {
    people.categories.push({
      person: file.id,
      category,
      from: addDays(today, -random.between(40, 700)),
      until: null,
      evidence: `演示数据：${evidence}`,
    })
  }

  function burden(file: NewFile, age: number): void {
    const worse = age >= 80 ? 2.2 : 1
    if (random.chance(0.05 * worse)) categorise(file, 'lost-ability', '老年人能力评估结论')
    else if (random.chance(0.08 * worse)) categorise(file, 'part-lost-ability', '老年人能力评估结论')
    if (random.chance(0.04)) categorise(file, 'severe-disability', '残疾人证（一级、二级）')
    if (random.chance(0.02 * worse)) categorise(file, 'dementia', '医疗机构诊断证明')
    if (random.chance(0.07)) categorise(file, 'subsistence', '低保审核确认书')
    else if (random.chance(0.02)) categorise(file, 'destitute', '特困人员救助供养证')
    if (random.chance(0.008)) categorise(file, 'family-planning', '计划生育特别扶助审批表')
  }

  function contact(file: NewFile, role: 'contact' | 'guardian' | 'proxy', other: NewFile | null): void {
    people.relatives.push({
      person: file.id,
      role,
      other: other?.id ?? null,
      scope: role === 'proxy' ? ['read-file', 'apply', 'benefits'] : [],
      from: addDays(today, -random.between(30, 500)),
      until: role === 'proxy' ? addDays(today, random.between(60, 500)) : null,
      secrets: {
        name: other?.name ?? inventedName(random, random.chance(0.5) ? 'male' : 'female', file.name[0] ?? '李', false),
        relation: role === 'guardian' ? '祖父母' : random.pick(RELATIVES),
        phone: other?.secrets.phones[0]?.number ?? phone(),
        number: null,
        document: role === 'contact' ? null : role === 'proxy' ? '授权委托书（演示）' : '户口簿（演示）',
      },
    })
  }

  const weights = dwellings.map((each) => each.aged_60 ?? 0)
  const totals: number[] = []
  weights.reduce((sum, weight, i) => (totals[i] = sum + weight), 0)
  const draw = (): Dwelling => {
    const wanted = random.next() * (totals.at(-1) ?? 1)
    let [low, high] = [0, totals.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (totals[middle]! > wanted) high = middle
      else low = middle + 1
    }
    return dwellings[low]!
  }

  while (people.files.length < count) {
    const place = draw()
    const household = newId()
    const surname = inventedSurname(random)
    const age = 60 + Math.floor(random.next() ** 1.6 * 38)
    const kind = random.next()
    const headSex = kind < 0.3 && random.chance(0.6) ? 'female' : 'male'
    const head = add(place, household, surname, headSex, age, 'head')
    burden(head, age)
    if (random.chance(0.55)) contact(head, 'contact', null)
    if (random.chance(0.01)) contact(head, 'proxy', null)
    if (kind < 0.3) {
      categorise(head, 'living-alone', '入户核实')
      continue
    }
    const spouseAge = Math.max(60, age - random.between(0, 5))
    const spouse = add(place, household, inventedSurname(random), 'female', spouseAge, 'spouse')
    burden(spouse, spouseAge)
    if (kind < 0.55) {
      for (const each of [head, spouse]) categorise(each, 'empty-nest', '入户核实')
      continue
    }
    const adult =
      kind < 0.75 ? null : add(place, household, surname, random.chance(0.5) ? 'male' : 'female', age - 27, 'child')
    const child = add(
      place,
      household,
      surname,
      random.chance(0.5) ? 'male' : 'female',
      random.between(0, 9),
      'grandchild',
    )
    if (adult === null) {
      for (const each of [head, spouse]) categorise(each, 'left-behind', '入户核实')
      contact(child, 'guardian', head)
      if (random.chance(0.2)) categorise(child, 'child-in-need', '困境儿童认定表')
    }
  }
  return people
}
