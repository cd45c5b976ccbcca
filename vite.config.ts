import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { fieldShell } from './web/field/offline/shell.ts'

/** The web application: one page, its faces as lazy chunks, built into dist/web and served by the server itself. */
export default defineConfig({
  root: 'web',
  // `web/public` is the face of the public; files copied as they are live in `web/static`.
  publicDir: 'static',
  plugins: [react(), fieldShell()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    // checks/bundle-size.mjs holds the real limits; this only silences a warning about ECharts and MapLibre, which load lazily.
    chunkSizeWarningLimit: 1600,
    // No inline scripts or data: modules, so that a strict content security policy holds.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:8080' } },
  preview: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
