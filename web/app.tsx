import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { createBrowserRouter, Outlet, ScrollRestoration } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { LoadingState } from './shared/parts/LoadingState.tsx'
import { queryClient } from './shared/queries.ts'
import { Crash } from './shared/shell/Crash.tsx'

const PublicFace = lazy(() => import('./public/PublicFace.tsx'))
const ResidentFace = lazy(() => import('./resident/ResidentFace.tsx'))
const FieldFace = lazy(() => import('./field/FieldFace.tsx'))
const ConsoleFace = lazy(() => import('./console/ConsoleFace.tsx'))
const CockpitFace = lazy(() => import('./cockpit/CockpitFace.tsx'))
const Login = lazy(() => import('./login/Login.tsx'))
const Gallery = lazy(() => import('./gallery/Gallery.tsx'))

function Root() {
  return (
    <Suspense fallback={<LoadingState />}>
      <Outlet />
      <ScrollRestoration />
    </Suspense>
  )
}

/** The faces by route; whatever is not another face belongs to the public one, which also says "not found". */
const router = createBrowserRouter([
  {
    element: <Root />,
    errorElement: <Crash />,
    children: [
      { path: '/login', element: <Login /> },
      { path: '/parts', element: <Gallery /> },
      { path: '/resident/*', element: <ResidentFace /> },
      { path: '/field/*', element: <FieldFace /> },
      { path: '/console/*', element: <ConsoleFace /> },
      { path: '/cockpit/*', element: <CockpitFace /> },
      { path: '/*', element: <PublicFace /> },
    ],
  },
])

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  )
}
