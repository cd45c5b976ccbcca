import { type ThemeConfig, theme } from 'antd'
import type { Shown } from './look.ts'
import { FONT } from './tokens.ts'

/** The Ant Design theme of the look on the screen: one theme, of which elder mode is a setting. */
export function antdTheme(shown: Shown): ThemeConfig {
  const p = shown.palette
  const elder = shown.elder !== null
  return {
    algorithm: shown.dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      fontFamily: FONT,
      fontSize: shown.fontSize,
      // The derived small size is two below the base: 18 in elder mode, 13 in the console (12 is too small for Chinese).
      fontSizeSM: elder ? Math.max(18, shown.fontSize - 2) : shown.fontSize - 1,
      controlHeight: shown.control,
      controlHeightSM: elder ? 60 : 28,
      controlHeightLG: elder ? 68 : 44,
      lineWidth: elder ? 2 : 1,
      motion: !elder,
      borderRadius: 6,
      colorPrimary: p.brand,
      colorLink: p.brandInk,
      colorError: p.bad,
      colorWarning: p.warn,
      colorSuccess: p.brand,
      colorInfo: p.brand,
      colorText: p.ink,
      colorTextSecondary: p.ink2,
      colorTextTertiary: p.ink3,
      colorTextQuaternary: p.ink3,
      colorTextPlaceholder: p.ink3,
      // The default disabled grey fails 4.5:1, and the date picker writes ordinary days with it.
      colorTextDisabled: p.ink3,
      colorBorder: p.edge,
      colorBorderSecondary: p.line,
      colorBgLayout: p.paper,
      colorBgContainer: p.surface,
      colorBgElevated: p.surface,
      colorFillAlter: p.sunken,
      boxShadow: '0 8px 28px rgb(0 0 0 / 12%)',
      boxShadowSecondary: '0 8px 28px rgb(0 0 0 / 12%)',
    },
    components: {
      Table: {
        headerBg: p.sunken,
        headerColor: p.ink2,
        headerSplitColor: 'transparent',
        rowHoverBg: p.brandSoft,
        cellPaddingBlock: elder ? 16 : 7,
        cellPaddingInline: 12,
        cellPaddingBlockSM: elder ? 16 : 7,
      },
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', primaryColor: p.onBrand },
      Select: { optionSelectedBg: p.brandSoft },
    },
  }
}
