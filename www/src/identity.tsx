import { useEffect, useState } from 'preact/hooks'
import type { Identity } from 'wechat-mobile-bind'
import { displayRows, isExpired } from 'wechat-mobile-bind'
import type { Language, Words } from './words'

interface Props {
  id: string
  identity: Identity
  language: Language
  words: Words
  isMasked: boolean
}

/** The rows for people, and how long the token is still good. */
export function IdentityRows({ id, identity, language, words, isMasked }: Props) {
  const rows = displayRows(identity, { locale: language, claims: 'all', mask: isMasked })
  return (
    <>
      <Expiry identity={identity} language={language} words={words} />
      <table class="rows" id={id}>
        <tbody>
          {rows.map(({ claim, label, value }) => (
            <tr key={claim}>
              <th scope="row">
                {label} <code>{claim}</code>
              </th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Expiry({ identity, language, words }: { identity: Identity; language: Language; words: Words }) {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const { issuedAt, expiresAt } = identity
  if (expiresAt === undefined) return <p class="expiry note">{words.noExpiry}</p>
  const isOver = isExpired(identity, now)
  const time = duration(Math.abs(expiresAt - now), language)
  const whole = issuedAt === undefined ? undefined : expiresAt - issuedAt
  return (
    <p class={isOver ? 'expiry over' : 'expiry'}>
      {whole !== undefined && whole > 0 && (
        <progress max={whole} value={Math.max(0, expiresAt - now)} aria-label={words.timeLeft} />
      )}
      <span role="timer">{isOver ? words.expired(time) : words.expiresIn(time)}</span>
    </p>
  )
}

function duration(milliseconds: number, language: Language): string {
  const total = Math.floor(milliseconds / 1000)
  const [days, hours, minutes] = [total / 86_400, (total % 86_400) / 3600, (total % 3600) / 60].map(Math.floor) as [
    number,
    number,
    number,
  ]
  if (days > 0) return language === 'zh' ? `${days} 天 ${hours} 小时` : `${days} d ${hours} h`
  const two = (number: number) => String(number).padStart(2, '0')
  return [...(hours > 0 ? [String(hours)] : []), two(minutes), two(total % 60)].join(':')
}
