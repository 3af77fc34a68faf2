import { useState } from 'preact/hooks'
import type { Words } from '../words'

interface Props {
  text: () => string
  label: string
  note?: string
  words: Words
}

/** Copies, and says in its place whether it did. */
export function CopyButton({ text, label, note, words }: Props) {
  const [said, setSaid] = useState<string>()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text())
      setSaid(words.copied)
    } catch {
      setSaid(words.notCopied)
    }
  }
  return (
    <button type="button" class="link" onClick={copy} onBlur={() => setSaid(undefined)}>
      <span role="status">{said ?? label}</span>
      {note && !said && <span class="note"> {note}</span>}
    </button>
  )
}
