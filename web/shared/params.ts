import { useSearchParams } from 'react-router'

/** The choices of a page as they stand in its address, and how one is changed: empty takes it out. Going back passes over them. */
export function useChoices(): [URLSearchParams, (name: string) => (value: string) => void] {
  const [params, setParams] = useSearchParams()
  const set = (name: string) => (value: string) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now)
        if (value === '') next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  return [params, set]
}
