import { App, ConfigProvider } from 'antd'
import en from 'antd/locale/en_US'
import zh from 'antd/locale/zh_CN'
import type { ReactNode } from 'react'
import { useLanguage } from '../i18n/index.ts'
import { antdTheme } from './antd.ts'
import { useShown } from './look.ts'

/** Wraps faces that use Ant Design (console, cockpit). Light faces do not load it. */
export function AntdRoot({ children }: { children: ReactNode }) {
  const lng = useLanguage()
  const shown = useShown()
  return (
    <ConfigProvider
      theme={antdTheme(shown)}
      locale={lng === 'zh' ? zh : en}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      virtual={false}
    >
      <App component={false}>{children}</App>
    </ConfigProvider>
  )
}
