import { type KeyboardEvent, useId, useState } from 'react'
import type { Habit, Orderable } from '../../../src/contexts/hotline/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'

/** At most so many lines of the list: more are found by typing more. */
const SHOWN = 8

/** Those whose title, sound or provider the typed words begin or contain; what the person usually orders stands first, then the nearest. */
export function matching(choices: readonly Orderable[], habits: readonly Habit[], typed: string): Orderable[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const times = new Map(habits.map((each) => [each.offer, each.times]))
  return choices
    .filter((each) =>
      words.every(
        (word) =>
          each.sound.initials.startsWith(word) ||
          each.sound.full.startsWith(word) ||
          [each.title.zh, each.title.en.toLowerCase(), each.siteName, each.organisationName].some((text) =>
            text.includes(word),
          ),
      ),
    )
    .sort((a, b) => (times.get(b.offer) ?? 0) - (times.get(a.offer) ?? 0))
    .slice(0, SHOWN)
}

/** What is wanted, chosen by typing: name or pinyin initials, arrow keys, Enter. */
export function ServicePick({
  choices,
  habits,
  onPick,
}: {
  choices: readonly Orderable[]
  habits: readonly Habit[]
  onPick: (choice: Orderable) => void
}) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const found = matching(choices, habits, typed)
  const times = new Map(habits.map((each) => [each.offer, each.times]))
  const choose = (index: number) => {
    const choice = found[index]
    if (choice !== undefined) onPick(choice)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((was) => Math.min(was + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setAt((was) => Math.max(was - 1, 0))
    else if (event.key === 'Enter') choose(at)
    else return
    event.preventDefault()
  }
  return (
    <div className="yk-hotline-pick">
      <label htmlFor={id}>{t('service')}</label>
      <input
        id={id}
        // biome-ignore lint/a11y/noAutofocus: the operator has just chosen whom the call is about; the next thing typed is the service
        autoFocus
        className="yk-input"
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={found[at] === undefined ? undefined : `${id}-${found[at].offer}`}
        aria-autocomplete="list"
        aria-describedby={`${id}-hint`}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <p id={`${id}-hint`} className="yk-small yk-quiet">
        {t('serviceHint')}
      </p>
      {found.length === 0 ? (
        <p role="status" className="yk-quiet">
          {choices.length === 0 ? t('noService') : t('noMatch')}
        </p>
      ) : null}
      <div role="listbox" id={`${id}-list`} aria-label={t('service')} className="yk-hotline-list">
        {found.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the input that owns the list
          <div
            key={choice.offer}
            id={`${id}-${choice.offer}`}
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            onClick={() => choose(index)}
          >
            <strong>{pick(choice.title)}</strong>
            <span>{choice.siteName}</span>
            <span className="yk-num">
              {f.money(choice.fen)}／{pick(choice.unit)}
            </span>
            <span className="yk-small">
              {t(`near_${choice.near}`)}
              {choice.metres === null ? '' : ` · ${t('away', { km: f.number(choice.metres / 1000, 1) })}`}
            </span>
            {times.has(choice.offer) ? <span className="yk-hotline-usual">{t('usual')}</span> : null}
          </div>
        ))}
      </div>
    </div>
  )
}
