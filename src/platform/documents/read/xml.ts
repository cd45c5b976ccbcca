import { Parser } from 'htmlparser2'

/** What a walk through XML reports. Names come with or without their namespace prefix, as asked. */
export type XmlHandlers = {
  open?: (name: string, attributes: Record<string, string>) => void
  /** `implied`: the file ended before the element did, or it was empty. */
  close?: (name: string, implied: boolean) => void
  text?: (text: string) => void
}

/** Walks XML of any size without building a tree. No entity beyond the five of XML and numeric ones is ever expanded. */
export function walkXml(bytes: Uint8Array, handlers: XmlHandlers, keepPrefix: boolean): void {
  const local = (name: string) => (keepPrefix ? name : name.slice(name.indexOf(':') + 1))
  const parser = new Parser(
    {
      onopentag: (name, attributes) => handlers.open?.(local(name), attributes),
      onclosetag: (name, implied) => handlers.close?.(local(name), implied),
      ontext: (text) => handlers.text?.(text),
    },
    { xmlMode: true, decodeEntities: true },
  )
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  const decoder = new TextDecoder(wide)
  const step = 1 << 18
  for (let at = 0; at < bytes.length; at += step)
    parser.write(decoder.decode(bytes.subarray(at, at + step), { stream: true }))
  parser.end(decoder.decode())
}

/** An on/off property of a Word document: present without a value, or with a value other than off. */
export function isOn(attributes: Record<string, string>): boolean {
  const value = attributes['w:val']
  return value === undefined || !/^(0|false|off|none)$/.test(value)
}
