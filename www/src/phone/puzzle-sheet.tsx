import type { HTMLAttributes } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { SignInState } from 'wechat-mobile-bind/miniprogram'
import type { SlidingPuzzle } from '../../../examples/vite/puzzle.js'
import '../../../examples/vite/puzzle.js'
import '../../../examples/vite/puzzle.css'
import type { Language, Words } from '../words'
import { Sheet } from './sheet'

type Pictures = NonNullable<SignInState['captcha']>

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'sliding-puzzle': HTMLAttributes<SlidingPuzzle> & {
        pictures: Pictures
        words: SlidingPuzzle['words']
        onsolve: (event: CustomEvent<number>) => void
      }
    }
  }
}

interface Props {
  captcha: Pictures
  error: SignInState['error']
  busy: boolean
  language: Language
  words: Words
  /** Whether the phone-number button is another way to go on. */
  hasButton: boolean
  onSolve: (x: number) => void
  onRenew: () => void
  onPress: () => void
  onClose: () => void
}

/** The puzzle, and what a person can do who doesn't see it. */
export function PuzzleSheet(props: Props) {
  const { captcha, error, busy, language, words, hasButton, onSolve, onRenew, onPress, onClose } = props
  const puzzle = useRef<SlidingPuzzle>(null)
  useEffect(() => puzzle.current?.focus({ preventScroll: true }), [captcha.original])
  return (
    <Sheet
      id="puzzle"
      title={words.puzzle.title}
      busy={busy}
      onEscape={onClose}
      action={
        <button type="button" class="link" id="puzzle-close" onClick={onClose}>
          {words.puzzle.close}
        </button>
      }
    >
      <sliding-puzzle ref={puzzle} pictures={captcha} words={words.puzzle} onsolve={(event) => onSolve(event.detail)} />
      <p class="failure" role="status">
        {error?.next === 'captcha' ? error.hint[language] : ''}
      </p>
      <details>
        <summary>{words.puzzle.help}</summary>
        <div class="ways-round">
          <button type="button" class="link" id="puzzle-renew" onClick={onRenew}>
            {words.puzzle.renew}
          </button>
          {hasButton && (
            <button type="button" class="link" id="puzzle-press" onClick={onPress}>
              {words.puzzle.press}
            </button>
          )}
          <span>{words.puzzle.operator}</span>
        </div>
      </details>
    </Sheet>
  )
}
