/** The mark at full size: a clock of sixty minutes with its first quarter walked. Decorative. */
export function QuarterHour() {
  const ticks = Array.from({ length: 60 }, (_, minute) => minute)
  return (
    <svg className="yk-quarter" viewBox="0 0 240 240" aria-hidden="true" focusable="false">
      {ticks.map((minute) => {
        const angle = (minute / 60) * 2 * Math.PI - Math.PI / 2
        const long = minute % 5 === 0
        const from = long ? 96 : 101
        return (
          <line
            key={minute}
            x1={120 + from * Math.cos(angle)}
            y1={120 + from * Math.sin(angle)}
            x2={120 + 106 * Math.cos(angle)}
            y2={120 + 106 * Math.sin(angle)}
            className={minute <= 15 ? 'yk-quarter-in' : 'yk-quarter-out'}
            strokeWidth={long ? 2.4 : 1.2}
          />
        )
      })}
      <path d="M120 120V32A88 88 0 0 1 208 120Z" className="yk-quarter-field" />
      <path d="M120 32A88 88 0 0 1 208 120" className="yk-quarter-arc" />
      <path d="M120 58V120H182" className="yk-quarter-hands" />
    </svg>
  )
}
