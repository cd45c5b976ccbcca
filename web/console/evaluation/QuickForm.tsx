import { type FormEvent, useState } from 'react'
import { Choice, Field, Text } from '../../shared/form/fields.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand } from '../../shared/queries.ts'

/** One thing a short form asks for. A `choice` starts with its first option; an empty text that is not required is sent as null. */
export type Asked = {
  key: string
  label: string
  kind: 'text' | 'long' | 'date' | 'number' | 'choice'
  hint?: string
  initial?: string
  optional?: boolean
  options?: readonly { value: string; label: string }[]
}

type Props = {
  /** Words of the button that opens the form, and its heading. */
  title: string
  save: string
  fields: readonly Asked[]
  path: string
  /** Facts that are sent besides what is asked. */
  fixed?: Record<string, unknown>
  refresh: string[]
  primary?: boolean
}

const firstOf = ({ initial, options }: Asked) => initial ?? options?.[0]?.value ?? ''

/** A button that opens a short form in a sheet and sends it as one command. What was entered stays when it is refused. */
export function QuickForm({ title, save, fields, path, fixed, refresh, primary }: Props) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <button
        type="button"
        className={primary ? 'yk-button yk-button--primary yk-noprint' : 'yk-button yk-noprint'}
        onClick={() => setOpen(true)}
      >
        {title}
      </button>
      <Sheet open={open} onClose={close} title={title}>
        {open ? (
          <Body
            fields={fields}
            path={path}
            save={save}
            refresh={refresh}
            onDone={close}
            {...(fixed === undefined ? {} : { fixed })}
          />
        ) : null}
      </Sheet>
    </>
  )
}

function Body({
  fields,
  path,
  fixed,
  save,
  refresh,
  onDone,
}: Pick<Props, 'fields' | 'path' | 'fixed' | 'save' | 'refresh'> & { onDone: () => void }) {
  const [given, setGiven] = useState<Record<string, string>>({})
  const command = useCommand<Record<string, unknown>>({ path, refresh })
  const textOf = (field: Asked) => given[field.key] ?? firstOf(field)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const said = fields.map((field) => {
      const text = textOf(field).trim()
      return [field.key, text === '' && field.optional ? null : field.kind === 'number' ? Number(text) : text] as const
    })
    command.mutate({ ...fixed, ...Object.fromEntries(said) }, { onSuccess: onDone })
  }
  return (
    <form className="yk-stack" onSubmit={submit}>
      {fields.map((field) => (
        <One
          key={field.key}
          field={field}
          value={textOf(field)}
          onChange={(value) => setGiven({ ...given, [field.key]: value })}
        />
      ))}
      <RefusalNote problem={command.error} place={(at) => fields.find((field) => at === `/${field.key}`)?.label} />
      <div className="yk-row">
        <button type="submit" className="yk-button yk-button--primary" disabled={command.isPending}>
          {save}
        </button>
      </div>
    </form>
  )
}

function One({ field, value, onChange }: { field: Asked; value: string; onChange: (value: string) => void }) {
  const { kind, label, hint, optional } = field
  if (kind === 'choice')
    return (
      <Choice
        label={label}
        value={value}
        onChange={onChange}
        options={field.options ?? []}
        {...(hint === undefined ? {} : { hint })}
      />
    )
  if (kind === 'long')
    return (
      <Field label={label} {...(hint === undefined ? {} : { hint })}>
        {(tied) => (
          <textarea
            {...tied}
            className="yk-input"
            rows={4}
            required={!optional}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
    )
  return (
    <Text
      label={label}
      value={value}
      onChange={onChange}
      type={kind}
      required={!optional}
      {...(hint === undefined ? {} : { hint })}
    />
  )
}
