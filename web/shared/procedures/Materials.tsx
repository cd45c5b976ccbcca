import { useId } from 'react'
import type { Definition } from '../../../src/platform/procedures/index.ts'
import { usePick, useText } from '../i18n/index.ts'
import { type Draft, type Handed, needOf, type PlaceProblem } from './form.ts'
import { messages } from './messages.ts'
import './procedures.css'

export type MaterialsProps = {
  definition: Definition
  draft: Draft
  handed: Record<string, Handed>
  onChange: (handed: Record<string, Handed>) => void
  problems?: readonly PlaceProblem[]
  /** At the desk papers can be ticked off as seen. */
  desk?: boolean
  /** Materials that are there already. */
  given?: ReadonlySet<string>
}

/** The materials of an application: a file each or, at the desk, the paper seen. */
export function Materials({ definition, draft, handed, onChange, problems = [], desk, given }: MaterialsProps) {
  const t = useText(messages)
  const needed = definition.materials.filter((material) => needOf(material, draft) !== 'no')
  const seeAll = () =>
    onChange({
      ...handed,
      ...Object.fromEntries(
        needed
          .filter((material) => needOf(material, draft) === 'required' && handed[material.id]?.file == null)
          .map((material) => [material.id, { file: null, paper: true }]),
      ),
    })
  return (
    <div className="yk-stack">
      {desk ? (
        <button type="button" className="yk-button" onClick={seeAll}>
          {t('allSeen')}
        </button>
      ) : null}
      <ul className="yk-proc-materials">
        {needed.map((material) => (
          <OneMaterial
            key={material.id}
            {...{ definition, draft, desk }}
            id={material.id}
            handed={handed[material.id] ?? { file: null, paper: false }}
            onChange={(one) => onChange({ ...handed, [material.id]: one })}
            problem={problems.find((each) => each.at === `/materials/${material.id}`)}
            given={given?.has(material.id) ?? false}
          />
        ))}
      </ul>
    </div>
  )
}

function OneMaterial({
  definition,
  draft,
  desk,
  id,
  handed,
  onChange,
  problem,
  given,
}: {
  definition: Definition
  draft: Draft
  desk: boolean | undefined
  id: string
  handed: Handed
  onChange: (handed: Handed) => void
  problem: PlaceProblem | undefined
  given: boolean
}) {
  const t = useText(messages)
  const pick = usePick()
  const inputId = useId()
  const material = definition.materials.find((each) => each.id === id)!
  const need = needOf(material, draft)
  return (
    <li data-wrong={problem ? true : undefined}>
      <div>
        <strong>{pick(material.title)}</strong>{' '}
        <span className={need === 'required' ? 'yk-proc-need' : 'yk-quiet yk-small'}>
          {t(need === 'no' ? 'optional' : need)}
        </span>
        {material.original ? <span className="yk-quiet yk-small"> · {t('original')}</span> : null}
        {given ? <span className="yk-proc-good yk-small"> · {t('given')}</span> : null}
        {problem ? <strong className="yk-proc-wrong yk-small"> {pick(problem.text)}</strong> : null}
        {material.help ? <p className="yk-quiet yk-small">{pick(material.help)}</p> : null}
      </div>
      <div className="yk-row">
        {desk ? (
          <label className="yk-proc-check">
            <input
              type="checkbox"
              checked={handed.paper}
              onChange={(event) => onChange({ file: null, paper: event.target.checked })}
            />
            {t('seen')}
          </label>
        ) : null}
        {handed.file === null ? (
          <>
            <label className="yk-button yk-proc-file" htmlFor={inputId}>
              {t('addFile')}
              <span className="yk-sr">{pick(material.title)}</span>
            </label>
            <input
              id={inputId}
              className="yk-sr"
              type="file"
              accept="image/*,.pdf,.ofd,.docx"
              onChange={(event) => {
                const file = event.target.files?.[0]
                if (file) onChange({ file, paper: false })
              }}
            />
          </>
        ) : (
          <>
            <span className="yk-proc-filename">{handed.file.name}</span>
            <button type="button" className="yk-linkish" onClick={() => onChange({ file: null, paper: false })}>
              {t('removeFile')}
            </button>
          </>
        )}
      </div>
    </li>
  )
}
