import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { askEarly } from './early.ts'
import { markDocument } from './shared/i18n/index.ts'
import { applyLook } from './shared/theme/look.ts'
import './shared/theme/base.css'

askEarly()
applyLook()
markDocument()

const place = document.getElementById('app')
if (!place) throw new Error('index.html has no #app')
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
