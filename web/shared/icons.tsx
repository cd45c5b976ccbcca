import type { ReactNode } from 'react'

export type IconProps = { className?: string }

/** Draws an icon of the house: 20 by 20, one line width, the colour of the text. Decorative; the words beside it carry the meaning. */
function draw(path: ReactNode) {
  return function Icon({ className = 'yk-icon' }: IconProps) {
    return (
      <svg
        className={className}
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        {path}
      </svg>
    )
  }
}

export const SearchIcon = draw(<path d="M13.5 13.5 17 17M15 9A6 6 0 1 1 3 9a6 6 0 0 1 12 0Z" />)
export const MenuIcon = draw(<path d="M3 5.5h14M3 10h14M3 14.5h14" />)
export const CloseIcon = draw(<path d="m5 5 10 10M15 5 5 15" />)
export const CheckIcon = draw(<path d="m4 10.5 4 4 8-9" />)
export const RightIcon = draw(<path d="m8 5 5 5-5 5" />)
export const LeftIcon = draw(<path d="m12 5-5 5 5 5" />)
export const DownIcon = draw(<path d="m5 8 5 5 5-5" />)
export const PhoneIcon = draw(
  <path d="M4 3.5h3l1.5 4-2 1.3a9 9 0 0 0 4.7 4.7l1.3-2 4 1.5v3a1.4 1.4 0 0 1-1.5 1.4A13.4 13.4 0 0 1 2.6 5 1.4 1.4 0 0 1 4 3.5Z" />,
)
export const PinIcon = draw(
  <>
    <path d="M10 17.5s5.5-5 5.5-9.2a5.5 5.5 0 0 0-11 0c0 4.2 5.5 9.2 5.5 9.2Z" />
    <path d="M10 10a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Z" />
  </>,
)
export const HomeIcon = draw(<path d="M3 9.5 10 3.5l7 6M5 8.5V16h10V8.5M8.5 16v-4h3v4" />)
export const UserIcon = draw(<path d="M10 10a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 10ZM3.5 17a6.5 6.5 0 0 1 13 0" />)
export const GlobeIcon = draw(
  <path d="M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM2.5 10h15M10 2.5c-4.5 4.5-4.5 10.5 0 15 4.5-4.5 4.5-10.5 0-15Z" />,
)
export const PaperIcon = draw(<path d="M5 2.5h7l3.5 3.5v11.5H5ZM12 2.5V6h3.5M7.5 10h5M7.5 13h5" />)
export const TargetIcon = draw(
  <path d="M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM10 10h.01" />,
)
export const SealIcon = draw(
  <path d="m10 2.5 2.1 1.7 2.7-.1.7 2.6 2.2 1.5-1 2.5 1 2.5-2.2 1.5-.7 2.6-2.7-.1L10 18.5M10 2.5 7.9 4.2l-2.7-.1-.7 2.6L2.3 8.2l1 2.5-1 2.5 2.2 1.5.7 2.6 2.7-.1L10 18.5M7 10.5l2.2 2.2 4-4.2" />,
)
export const ListIcon = draw(<path d="M7 5h10M7 10h10M7 15h10M3 5h.01M3 10h.01M3 15h.01" />)
export const TableIcon = draw(<path d="M3 4.5h14v11H3ZM3 8.5h14M8 8.5v7" />)
export const DownloadIcon = draw(<path d="M10 3v9m-3.5-3L10 12.5 13.5 9M3.5 13v3.5h13V13" />)
export const CopyIcon = draw(<path d="M7 7h9.5v9.5H7ZM4 13H3.5V3.5H13V4" />)
export const TextIcon = draw(<path d="M2.5 16 7 4.5 11.5 16M4 12h6M13 16l2.250-6L17.5 16M13.7 14h3.1" />)
export const SunIcon = draw(
  <path d="M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1" />,
)
export const MoonIcon = draw(<path d="M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5Z" />)
export const GaugeIcon = draw(
  <path d="M3.5 15a7.5 7.5 0 1 1 13 0M10 11.5l3.5-4M10 12.5a1 1 0 1 0 0-2 1 1 0 0 0 0 2Z" />,
)
export const TodayIcon = draw(<path d="M3.5 4.5h13V17h-13ZM3.5 8.5h13M7 2.5v3.5M13 2.5v3.5M7.5 12.5l2 2 3.5-3.5" />)
export const BellIcon = draw(<path d="M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13ZM8.5 17.5h3" />)
export const WarnIcon = draw(<path d="M10 3 18 16.5H2ZM10 8v4M10 14.3h.01" />)
export const InfoIcon = draw(<path d="M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 9.5v4M10 6.5h.01" />)
export const SyncIcon = draw(
  <path d="M16 8A6.5 6.5 0 0 0 4 7.5M4 4v3.5h3.5M4 12a6.5 6.5 0 0 0 12 .5M16 16v-3.5h-3.5" />,
)
export const KeyboardIcon = draw(<path d="M2.5 5h15v10h-15ZM5.5 8h.01M8.5 8h.01M11.5 8h.01M14.5 8h.01M5.5 12h9" />)
export const SettingsIcon = draw(
  <path d="M3 6h8M15 6h2M3 14h2M9 14h8M13 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM7 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z" />,
)
export const BasketIcon = draw(<path d="M3 8h14l-1.5 8.5h-11ZM6.5 8 9 3M13.5 8 11 3" />)
export const PeopleIcon = draw(
  <path d="M7.5 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4ZM2.5 16a5 5 0 0 1 10 0M13 4.4a2.7 2.7 0 0 1 0 4.9M14.5 11.5A5 5 0 0 1 17.5 16" />,
)

export const MapIcon = draw(<path d="M2.5 5.5 7.5 3.500l5 2.5 5-2v11l-5 2-5-2.5-5 2ZM7.5 3.500v11M12.5 6v11" />)
export const WalkIcon = draw(
  <path d="M11 5.300a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.200ZM6.5 10l1.5-2.5 3-1 2 2.5 2.5 1M11 6.5 9.5 11l2.5 2 1 4.500M9.5 11 8.5 14l-3 3.5" />,
)
export const CircleIcon = draw(
  <path d="M17.5 10A7.5 7.5 0 1 1 10 2.500M14 2.900a7.5 7.5 0 0 1 3.1 3.100M10 12.200a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.400Z" />,
)
export const StreetIcon = draw(<path d="M7 2.5 3 17.500M13 2.500l4 15M10 3v2.500M10 8.500v3M10 14.500V17" />)
export const PlaceNewIcon = draw(
  <path d="M10 17.500s5.5-5 5.5-9.200a5.5 5.5 0 0 0-11 0c0 4.2 5.5 9.2 5.5 9.200ZM10 5.700v5M7.5 8.200h5" />,
)
export const RulerIcon = draw(
  <path d="m2.5 13 10.5-10.5 4.5 4.500L7 17.500ZM10.5 5l2 2M8 7.500l1.5 1.500M5.5 10l2 2" />,
)
export const BuildingIcon = draw(
  <path d="M3.5 17.500v-14h8v14M11.5 8h5v9.500M2 17.500h16M6 7h3M6 10h3M6 13h3M14 11.500v.01M14 14.500v.01" />,
)
export const PatchIcon = draw(<path d="M6 4.500H4v13h12v-13h-2M6.5 3h7v3h-7ZM10 9.200v5M7.5 11.700h5" />)
export const KeyIcon = draw(
  <path d="M6.5 17a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM9 11l7.5-7.500M13.5 6.500l2 2M11.5 8.500l1.5 1.5" />,
)
export const DoorIcon = draw(<path d="M5 17.500v-15h10v15M3 17.500h14M12 10v.01" />)
export const AccessIcon = draw(
  <path d="M9 5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3ZM9 6.500V11.500h4l2 4.5 1.5-.7M9 8.500h3.500M7 9.300a4.3 4.3 0 1 0 5.5 5.7" />,
)
export const SproutIcon = draw(
  <path d="M10 17.500V10M10 10C10 6.5 7.5 4.5 3.5 4.5 3.5 8 6 10 10 10ZM10 11.500c0-3 2-5 6.5-5 0 3.5-2.5 5-6.5 5ZM5 17.500h10" />,
)
export const RegionIcon = draw(<path d="M3 4.5 9 3l8 3.5-1.5 9.500L8 17l-5-3.500ZM9 3l1 6.500M3 13.500l7-4 6 3" />)
export const CounterIcon = draw(<path d="M3 11.5 5 3.500h10l2 8v5H3ZM3 11.500h4l1 2h4l1-2h4" />)
export const PlaqueIcon = draw(
  <path d="M3 3.500h14v9.500H3ZM6 6.500h8M6 9.500h4M12.5 17.500V14M15.5 17.500V14M14 12.700a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.400Z" />,
)
export const FormIcon = draw(<path d="M4 2.500h12v15H4ZM7 6.500h6M7 10h6M7 13.500h2.500M12 13.500l1 1 1.7-2.2" />)

/** 一刻: a quarter arc on a clock face. One colour, legible at 16 px. */
export function Mark({ className = 'yk-mark' }: IconProps) {
  return (
    <svg
      className={className}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M27.5 19.2A12 12 0 1 1 12.8 4.5" strokeWidth="2.2" />
      <path d="M17 4A12 12 0 0 1 28 15" strokeWidth="5" />
      <path d="M16 9.5V16H22.5" strokeWidth="2.6" strokeLinejoin="round" />
    </svg>
  )
}
