import { useState } from 'react'
import type { CHECKS, FAMILIES, Item, ItemInput, UNITS } from '../../../src/contexts/services/index.ts'
import type { RegionView } from '../../../src/contexts/territory/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Several, Text, Tick } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useCommand, useView } from '../../shared/queries.ts'
import { useCatalogue } from '../workforce/parts.tsx'
import { messages } from './messages-forms.ts'
import { CHECK, FAMILY, optionsOf, TYPE, UNIT } from './words.ts'

const PAPERS = ['business', 'food', 'medical', 'fire', 'training'] as const
type Provider = ItemInput['offeredBy'][number]

/** An item of the catalogue: a new one, or the changes to one. */
export function ItemForm({ item, onDone }: { item: Item | null; onDone: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const known = useCatalogue()
  const regions = (useView<{ items: RegionView[] }>('/territory/regions').data?.items ?? []).filter(
    (each) => each.level === 'county' || each.level === 'township',
  )
  const [code, setCode] = useState(item?.code ?? '')
  const [family, setFamily] = useState<string>(item?.family ?? 'visit')
  const [zh, setZh] = useState(item?.title.zh ?? '')
  const [en, setEn] = useState(item?.title.en ?? '')
  const [unit, setUnit] = useState<string>(item?.unit ?? 'time')
  const [minutes, setMinutes] = useState(item?.minutes?.toString() ?? '')
  const [staff, setStaff] = useState(String(item?.staff ?? 1))
  const [skills, setSkills] = useState(item?.skills ?? [])
  const [checks, setChecks] = useState(item?.checks ?? [])
  const [needsAddress, setAddress] = useState(item?.needsAddress ?? true)
  const [needsFiling, setFiling] = useState(item?.needsFiling ?? false)
  const [needsPapers, setPapers] = useState(item?.needsPapers ?? ['business'])
  const [offeredBy, setOfferedBy] = useState<string[]>(item?.offeredBy ?? [])
  const [lead, setLead] = useState(String(item?.leadMinutes ?? 60))
  const [region, setRegion] = useState(item?.region ?? '')
  const [basis, setBasis] = useState(item?.basis ?? '')
  const own = regions.find((each) => each.level === 'county')?.code
  const save = useCommand<{ item: ItemInput; revision: number | null }>({
    path: '/services/items',
    refresh: ['/services/catalogue', '/services/offers'],
  })
  const submit = () =>
    save.mutate(
      {
        item: {
          code,
          family: family as keyof typeof FAMILIES,
          title: { zh: zh.trim(), en: en.trim() },
          unit: unit as keyof typeof UNITS,
          minutes: numberOf(minutes),
          staff: Number(staff),
          skills,
          checks: checks as (keyof typeof CHECKS)[],
          needsAddress,
          needsFiling,
          needsPapers,
          offeredBy: offeredBy as Provider[],
          leadMinutes: Number(lead),
          region: region || (own ?? '').slice(0, 6),
          basis: basis.trim(),
        },
        revision: item?.revision ?? null,
      },
      { onSuccess: onDone },
    )
  return (
    <ActForm problem={save.error} pending={save.isPending} submit={t('save')} onSubmit={submit}>
      <p className="yk-quiet">{t('itemLead')}</p>
      {item === null ? (
        <Text
          label={t('code')}
          hint={t('codeHint')}
          value={code}
          onChange={setCode}
          required
          pattern="[a-z][a-z0-9-]{1,40}"
          at="/code"
        />
      ) : null}
      <Choice label={t('family')} value={family} onChange={setFamily} options={optionsOf(FAMILY, pick)} />
      <div className="yk-beside">
        <Text label={t('titleZh')} value={zh} onChange={setZh} required maxLength={60} at="/item/title/zh" />
        <Text label={t('titleEn')} value={en} onChange={setEn} required maxLength={100} at="/item/title/en" />
      </div>
      <div className="yk-beside">
        <Choice label={t('unit')} value={unit} onChange={setUnit} options={optionsOf(UNIT, pick)} />
        <Text
          label={t('minutes')}
          hint={t('minutesHint')}
          type="number"
          min={1}
          max={1440}
          step={1}
          value={minutes}
          onChange={setMinutes}
        />
      </div>
      <div className="yk-beside">
        <Text
          label={t('staff')}
          hint={t('staffHint')}
          type="number"
          min={0}
          max={6}
          step={1}
          value={staff}
          onChange={setStaff}
          required
        />
        <Text
          label={t('leadMinutes')}
          type="number"
          min={0}
          max={43200}
          step={1}
          value={lead}
          onChange={setLead}
          required
        />
      </div>
      <Several
        legend={t('skills')}
        values={skills.map((each) => each.skill)}
        onChange={(codes) =>
          setSkills(codes.map((skill) => skills.find((each) => each.skill === skill) ?? { skill, level: null }))
        }
        options={known.skills}
        at="/item/skills"
      />
      {skills.map((each) => (
        <Choice
          key={each.skill}
          label={t('level', { skill: known.skillName(each.skill) })}
          value={each.level?.toString() ?? ''}
          empty={t('anyLevel')}
          onChange={(level) =>
            setSkills(skills.map((one) => (one.skill === each.skill ? { ...one, level: numberOf(level) } : one)))
          }
          options={known.levels}
        />
      ))}
      <Several legend={t('checks')} values={checks} onChange={setChecks} options={optionsOf(CHECK, pick)} />
      <fieldset>
        <legend>{t('needs')}</legend>
        <Tick label={t('needsAddress')} on={needsAddress} onChange={setAddress} />
        <Tick label={t('needsFiling')} on={needsFiling} onChange={setFiling} />
      </fieldset>
      <Several
        legend={t('papers')}
        values={needsPapers}
        onChange={setPapers}
        options={PAPERS.map((value) => ({ value, label: t(`paper_${value}`) }))}
      />
      <Several
        legend={t('offeredBy')}
        hint={t('offeredByHint')}
        values={offeredBy}
        onChange={setOfferedBy}
        options={optionsOf(TYPE, pick)}
      />
      <Choice
        label={t('region')}
        value={region}
        onChange={setRegion}
        at="/region"
        options={regions.map((each) => ({
          value: each.level === 'county' ? each.code.slice(0, 6) : each.code.slice(0, 9),
          label: each.name,
        }))}
      />
      <Text
        label={t('basis')}
        value={basis}
        onChange={setBasis}
        required
        minLength={2}
        maxLength={200}
        at="/item/basis"
      />
    </ActForm>
  )
}
