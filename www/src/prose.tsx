import type { ComponentChildren } from 'preact'

/** Text in which backticks enclose code. */
export function prose(text: string): ComponentChildren[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))
}
