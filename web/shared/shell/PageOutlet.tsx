import { type ComponentType, lazy, type ReactNode, Suspense, useEffect } from 'react'
import { useRoutes } from 'react-router'
import { usePick } from '../i18n/index.ts'
import type { Page } from '../pages.ts'
import { LoadingState } from '../parts/LoadingState.tsx'
import { useMay } from '../session.ts'
import { Forbidden, NotFound } from './Missing.tsx'

const loaded = new WeakMap<Page, ComponentType>()

function componentOf(page: Page): ComponentType {
  let component = loaded.get(page)
  if (!component) {
    component = lazy(page.load)
    loaded.set(page, component)
  }
  return component
}

function PageView({ page }: { page: Page }) {
  const pick = usePick()
  const may = useMay()
  const title = pick(page.title)
  useEffect(() => {
    document.title = `${title} · 一刻 Yike`
  }, [title])
  if (!may(page.permission)) return <Forbidden />
  const Body = componentOf(page)
  return <Body />
}

/** Shows the page whose path matches, loads it on demand, and sets the window title. */
export function PageOutlet({ pages, extra }: { pages: Page[]; extra?: { path: string; element: ReactNode }[] }) {
  const view = useRoutes([
    ...pages.map((page) => ({ path: page.path, element: <PageView key={page.path} page={page} /> })),
    ...(extra ?? []),
    { path: '*', element: <NotFound /> },
  ])
  return <Suspense fallback={<LoadingState />}>{view}</Suspense>
}
