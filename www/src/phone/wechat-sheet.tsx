import { useEffect, useRef } from 'preact/hooks'
import type { Words } from '../words'
import { Sheet } from './sheet'

interface Props {
  phone: string
  words: Words
  onAllow: () => void
  onDecline: () => void
}

/** What WeChat asks the user after a press of the phone-number button. */
export function WechatSheet({ phone, words, onAllow, onDecline }: Props) {
  const allow = useRef<HTMLButtonElement>(null)
  useEffect(() => allow.current?.focus({ preventScroll: true }), [])
  return (
    <Sheet id="wechat" title={words.wechat.title} onEscape={onDecline}>
      <p class="number">
        {phone.slice(0, 3)}****{phone.slice(7)} <small>{words.wechat.number}</small>
      </p>
      <div class="choices">
        <button type="button" id="decline" class="tap" onClick={onDecline}>
          {words.wechat.decline}
        </button>
        <button type="button" id="allow" class="tap primary" ref={allow} onClick={onAllow}>
          {words.wechat.allow}
        </button>
      </div>
    </Sheet>
  )
}
