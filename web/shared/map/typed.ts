import { useEffect, useRef, useState } from 'react'

/** Milliseconds the hand must rest before what was typed is looked for. */
const REST = 250

/**
 * Text of a search field that is looked for when the hand rests. A value that changes from outside (conditions cleared, another link)
 * is taken over into the field.
 */
export function useTyped(value: string, onRest: (text: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(value)
  const told = useRef(value)
  const tell = useRef(onRest)
  tell.current = onRest
  useEffect(() => {
    if (value === told.current) return
    told.current = value
    setText(value)
  }, [value])
  useEffect(() => {
    const next = text.trim()
    if (next === told.current) return
    const timer = setTimeout(() => {
      told.current = next
      tell.current(next)
    }, REST)
    return () => clearTimeout(timer)
  }, [text])
  return [text, setText]
}
