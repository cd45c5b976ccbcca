/** What somebody knew: by device, how many of its edits. Edits of a device are numbered from 1 without gaps. */
export type Version = Readonly<Record<string, number>>

/** One saying about a record: some fields get values. `base` is what its author had seen when saying it. */
export type Edit<Value = unknown> = {
  device: string
  /** From 1, per device, in the order in which the device made its edits. */
  seq: number
  base: Version
  fields: Readonly<Record<string, Value>>
}

/** A value that stands for a field, and whose saying it is. */
export type Head<Value = unknown> = { device: string; seq: number; value: Value }

/** A field about which people who did not know of each other said different things. The first head is the one shown. */
export type Conflict<Value = unknown> = { field: string; heads: Head<Value>[] }

/** A record as all edits together have it. */
export type Merged<Value = unknown> = {
  fields: Record<string, Value>
  /** Everything that went into it: the `base` of whoever edits next. */
  version: Version
  conflicts: Conflict<Value>[]
}

const knows = (later: Edit, earlier: Edit): boolean =>
  later.device === earlier.device ? later.seq > earlier.seq : (later.base[earlier.device] ?? 0) >= earlier.seq

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** How much an edit rests on: everything its author knew, itself included. Whoever knew more comes first. */
function weight(edit: Edit): number {
  let sum = edit.seq
  for (const [device, seq] of Object.entries(edit.base)) if (device !== edit.device) sum += seq
  return sum
}

function before<Value>(a: Edit<Value>, b: Edit<Value>): number {
  return weight(b) - weight(a) || (a.device < b.device ? -1 : a.device > b.device ? 1 : b.seq - a.seq)
}

/**
 * Merges the edits of one record. The answer depends on the set of edits alone: not on the order in which they came, not on how often one
 * came, and on no clock. Field by field, an edit gives way to every edit of the same field whose author knew it; what remains are heads.
 * One head, or several that say the same, is the value; several that differ are a conflict, of which the best informed (then the one of the
 * first device in the alphabet) is shown until a person settles it with an edit that knows them all.
 *
 * @example
 * merge([{ device: 'a', seq: 1, base: {}, fields: { beds: 10 } }, { device: 'b', seq: 1, base: { a: 1 }, fields: { beds: 12 } }]).fields.beds // 12
 */
export function merge<Value>(edits: readonly Edit<Value>[]): Merged<Value> {
  const unique = new Map(edits.map((edit) => [`${edit.seq} ${edit.device}`, edit]))
  const ordered = [...unique.values()].sort(before)
  const version: Record<string, number> = {}
  const byField = new Map<string, Edit<Value>[]>()
  for (const edit of ordered) {
    version[edit.device] = Math.max(version[edit.device] ?? 0, edit.seq)
    for (const field of Object.keys(edit.fields)) byField.set(field, [...(byField.get(field) ?? []), edit])
  }
  const fields: Record<string, Value> = {}
  const conflicts: Conflict<Value>[] = []
  for (const field of [...byField.keys()].sort()) {
    const sayings = byField.get(field)!
    const heads = sayings
      .filter((edit) => !sayings.some((other) => other !== edit && knows(other, edit)))
      .map(({ device, seq, fields: said }) => ({ device, seq, value: said[field] as Value }))
    fields[field] = heads[0]!.value
    if (heads.some((head) => !same(head.value, heads[0]!.value))) conflicts.push({ field, heads })
  }
  return { fields, version: Object.fromEntries(Object.entries(version).sort()), conflicts }
}
